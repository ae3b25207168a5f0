using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>An embedding model that can be asked. Vectors of two models cannot be compared with each other.</summary>
public sealed class EmbeddingModel
{
    private readonly CachedEmbeddingGenerator? _cache;

    /// <summary>Names the model by what its generator says of itself.</summary>
    public EmbeddingModel(IEmbeddingGenerator<string, Embedding<float>> generator)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var metadata = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        Generator = generator;
        Space = $"{metadata?.ProviderName}/{metadata?.DefaultModelId}";
        Name = $"{Space}/{metadata?.DefaultModelDimensions}";
        IsOffline = metadata?.ProviderName == OfflineModels.ProviderName;
        _cache = generator.GetService(typeof(CachedEmbeddingGenerator)) as CachedEmbeddingGenerator;
    }

    /// <summary>Makes the vectors.</summary>
    public IEmbeddingGenerator<string, Embedding<float>> Generator { get; }

    /// <summary>The name that stored vectors carry: provider, model, dimensions where they were chosen.</summary>
    public string Name { get; }

    /// <summary>The name without the dimensions.</summary>
    public string Space { get; }

    /// <summary>Whether it is computed in this process: to do so again is cheaper than to store what it gave.</summary>
    public bool IsOffline { get; }

    /// <summary>Drops what is kept of some texts' vectors.</summary>
    internal void Forget(IEnumerable<string> texts) => _cache?.Forget(texts);

    /// <summary>Drops every vector that is kept.</summary>
    internal void ForgetAll() => _cache?.Clear();
}
