using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Embeddings;

/// <summary>
/// Sends what many callers ask at the same time as few requests. Nothing waits for company: while fewer requests run than may, a call
/// goes at once; what arrives while all are taken goes together in the next, within bounds. Long lists are split the same way.
/// </summary>
internal sealed class BatchedEmbeddingGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, ModelOptions settings)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    private static readonly TimeSpan RetryWhenFull = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Queue<EmbeddingWish> _queue = new();
    private int _running;

    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (options is not null)
            return await InnerGenerator.GenerateAsync(values, options, cancellationToken);

        cancellationToken.ThrowIfCancellationRequested();
        var call = new object();
        var wishes = values.Select(text => new EmbeddingWish(text, call, cancellationToken)).ToList();
        Enqueue(wishes);
        var vectors = await Task.WhenAll(wishes.Select(wish => wish.Vector)).WaitAsync(cancellationToken);
        return new(vectors);
    }

    private void Enqueue(List<EmbeddingWish> wishes)
    {
        int starts;
        lock (_gate)
        {
            if (_queue.Count + wishes.Count > settings.EmbeddingQueue)
                throw new OverloadedException($"{ModelOptions.Section}:{nameof(ModelOptions.EmbeddingQueue)}", RetryWhenFull);
            foreach (var wish in wishes)
                _queue.Enqueue(wish);
            // As many as the new ones need: one request takes a whole batch.
            starts = Math.Min(settings.EmbeddingConcurrency - _running, (wishes.Count + settings.EmbeddingBatch - 1) / settings.EmbeddingBatch);
            _running += starts;
        }

        for (; starts > 0; starts--)
            StartDraining();
    }

    // On the pool and without the first caller's context: its scheduler, trace and locals are not the other callers'.
    private void StartDraining()
    {
        using (ExecutionContext.SuppressFlow())
            _ = Task.Run(DrainAsync);
    }

    private async Task DrainAsync()
    {
        while (TakeBatch() is { } batch)
            await batch.SendAsync(InnerGenerator);
    }

    private EmbeddingBatch? TakeBatch()
    {
        lock (_gate)
        {
            var batch = new EmbeddingBatch();
            while (_queue.TryPeek(out var wish))
            {
                if (wish.IsGivenUp)
                    wish.GiveUp();
                else if (!batch.TryAdd(wish, settings.EmbeddingBatch, settings.EmbeddingBatchTokens))
                    return batch;
                _queue.Dequeue();
            }

            if (!batch.IsEmpty)
                return batch;
            _running--;
            return null;
        }
    }
}
