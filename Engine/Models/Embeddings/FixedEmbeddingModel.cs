using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>One model that never changes, as where a host brings its own.</summary>
public sealed class FixedEmbeddingModel(IEmbeddingGenerator<string, Embedding<float>> generator) : IEmbeddingModels
{
    /// <inheritdoc/>
    public EmbeddingModel Current { get; } = new(generator);

    /// <inheritdoc/>
    public EmbeddingModel? Find(string name) => name == Current.Name ? Current : null;

    /// <inheritdoc/>
    public void Forget(IReadOnlyCollection<string>? texts)
    {
        if (texts is null)
            Current.ForgetAll();
        else
            Current.Forget(texts);
    }
}
