using System.Numerics.Tensors;
using ChatMemory.Recall.Text;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Offline;

/// <summary>
/// Embeddings without a model: words and pieces of words, each hashed to a few dimensions. Texts that share words or forms of words lie near each other; it knows no
/// more of meaning than that. Equal text gives equal vectors, in every process and version that keeps <see cref="Model"/>.
/// </summary>
public sealed class HashedEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The model's name. It changes when the vectors do.</summary>
    public const string Model = "hashed-1";

    /// <summary>How long the vectors are.</summary>
    public const int Dimensions = 512;

    private const float WordWeight = 1f;
    private const float PieceWeight = 0.35f;
    private const int PieceLength = 3;

    private static readonly EmbeddingGeneratorMetadata Metadata = new(OfflineModels.ProviderName, providerUri: null, Model, Dimensions);

    /// <inheritdoc/>
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(text => new Embedding<float>(VectorOf(text)) { ModelId = Model })));
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held.
    }

    private static float[] VectorOf(string text)
    {
        var vector = new float[Dimensions];
        foreach (var (term, times) in TextAnalyzer.Analyze(text).Where(token => !token.IsStop).CountBy(token => token.Term, StringComparer.Ordinal))
        {
            var weight = 1 + MathF.Log(times);
            AddFeature(vector, term, weight * WordWeight);
            var bounded = $"<{term}>";
            for (var i = 0; i + PieceLength <= bounded.Length && term.Length > PieceLength; i++)
                AddFeature(vector, bounded.AsSpan(i, PieceLength), weight * PieceWeight);
        }

        var length = TensorPrimitives.Norm(vector);
        if (length > 0)
            TensorPrimitives.Divide(vector, length, vector);
        return vector;
    }

    // Two dimensions with signs, so that two features seldom meet in both.
    private static void AddFeature(float[] vector, ReadOnlySpan<char> feature, float weight)
    {
        for (var seed = 1u; seed <= 2; seed++)
        {
            var hash = StableHash.Of(feature, seed * 0x9E3779B9);
            vector[hash % Dimensions] += (hash & 0x8000_0000) == 0 ? weight : -weight;
        }
    }
}
