using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Observed;

/// <summary>Reports every call of an embedding model.</summary>
internal sealed class ObservedEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> model, TimeProvider time)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(model)
{
    private const string Operation = "embeddings";

    private readonly EmbeddingGeneratorMetadata? _metadata = model.GetService<EmbeddingGeneratorMetadata>();

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var call = new ModelCallActivity(Operation, _metadata?.ProviderName ?? "unknown", options?.ModelId ?? _metadata?.DefaultModelId, time);
        try
        {
            var made = await base.GenerateAsync(values, options, cancellationToken);
            if (made.Usage is { } usage)
                call.Use(usage);
            return made;
        }
        catch (Exception failure)
        {
            call.Fail(failure);
            throw;
        }
    }
}
