using ChatMemory.Models;
using Microsoft.Extensions.AI;

namespace ChatMemory.Memories;

/// <summary>Calls the embedding model within a time, again and again for a while when it fails, and checks what it gives.</summary>
internal sealed class TextEmbedder(IEmbeddingGenerator<string, Embedding<float>> generator, MemoryOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The vectors of some texts, in order.</summary>
    /// <exception cref="ChatMemoryException">It failed; transient when every try did.</exception>
    public async Task<IReadOnlyList<ReadOnlyMemory<float>>> EmbedAsync(IReadOnlyList<string> texts, int tries, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await CallAsync(texts, cancellationToken);
            }
            catch (ChatMemoryException exception) when (exception.IsTransient && attempt < tries)
            {
                await Task.Delay(Wait(attempt, (exception as ModelException)?.RetryAfter), time, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<ReadOnlyMemory<float>>> CallAsync(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(options.EmbeddingTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var made = await generator.GenerateAsync(texts, cancellationToken: either.Token).WaitAsync(either.Token);
            return made.Count == texts.Count
                ? [.. made.Select(embedding => embedding.Vector)]
                : throw new ModelException(ModelErrors.Garbled, "The embedding model gave another number of vectors than texts.", isTransient: true);
        }
        catch (Exception exception) when (exception is not ChatMemoryException && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelException(ModelErrors.Unavailable, "The embedding model did not answer.", isTransient: true, exception);
        }
    }

    private TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        var doubled = options.EmbeddingBackoff * Math.Pow(2, Math.Min(attempt - 1, 16));
        var wait = asked is { } least && least > doubled ? least : doubled;
        return wait < LongestWait ? wait : LongestWait;
    }
}
