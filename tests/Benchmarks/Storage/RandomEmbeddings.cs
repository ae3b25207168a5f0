using Microsoft.Extensions.AI;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>Stands for an embedding model whose vectors are worth storing: 1,536 numbers made from the text's length and order.</summary>
internal sealed class RandomEmbeddings : IEmbeddingGenerator<string, Embedding<float>>
{
    private const int Dimensions = 1_536;
    private static readonly EmbeddingGeneratorMetadata Metadata = new("benchmark", providerUri: null, "random", Dimensions);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(VectorOf(text)))));

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata : serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private static float[] VectorOf(string text)
    {
        var random = new Random(text.Aggregate(17, (hash, c) => unchecked((hash * 31) + c)));
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = random.NextSingle() - 0.5f;
        return vector;
    }
}
