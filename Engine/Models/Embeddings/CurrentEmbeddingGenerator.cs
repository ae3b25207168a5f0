using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>Whatever embedding model is in use, as a generator.</summary>
internal sealed class CurrentEmbeddingGenerator(IEmbeddingModels models) : IEmbeddingGenerator<string, Embedding<float>>
{
    public IEmbeddingModels Models => models;

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        models.Current.Generator.GenerateAsync(values, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => models.Current.Generator.GetService(serviceType, serviceKey);

    public void Dispose()
    {
        // The models belong to whoever made them.
    }
}
