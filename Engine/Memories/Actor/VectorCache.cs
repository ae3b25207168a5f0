using System.Runtime.CompilerServices;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Models.Embeddings;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

/// <summary>
/// The stored vectors of a user. Losing them costs model calls, so failures are only logged. Writing and deleting exclude each
/// other: a vector of a deleted memory must not arrive after its deletion.
/// </summary>
internal sealed partial class VectorCache(
    UserKey owner, long? epoch, IJournalStore journals, EmbeddingModel model, Gate gate, ILogger logger)
{
    private const int ForgottenAtOnce = 500;

    private readonly bool _isUsed = epoch is not null && !model.IsOffline;

    public async IAsyncEnumerable<StoredVector> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_isUsed)
            yield break;
        await using var vectors = journals.ReadVectorsAsync(owner, epoch!.Value, model.Name, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await MoveNextAsync(vectors))
            yield return vectors.Current;
    }

    /// <summary>Stores those vectors that are still wanted when it is this call's turn.</summary>
    public async Task WriteAsync(IReadOnlyList<StoredVector> vectors, Func<StoredVector, bool> isWanted)
    {
        if (!_isUsed || vectors.Count == 0)
            return;
        await gate.EnterAsync();
        try
        {
            await journals.WriteVectorsAsync(owner, epoch!.Value, model.Name, [.. vectors.Where(isWanted)]);
        }
        catch (ChatMemoryException exception)
        {
            LogFailed(logger, exception);
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Deletes what is stored of other models. What is left over by a failure goes the next time.</summary>
    public async Task ForgetOthersAsync(IEnumerable<MemoryId> memories)
    {
        if (epoch is not { } open)
            return;
        try
        {
            var others = (await journals.ListVectorModelsAsync(owner, open)).Where(other => other != model.Name || model.IsOffline).ToList();
            foreach (var some in others.Count == 0 ? [] : memories.Chunk(ForgottenAtOnce))
            {
                foreach (var other in others)
                    await ForgetAsync(open, other, some);
            }
        }
        catch (ChatMemoryException exception)
        {
            LogFailed(logger, exception);
        }
    }

    // One write after the other, so that the user's own wait no longer than for one.
    private async Task ForgetAsync(long open, string other, IReadOnlyList<MemoryId> memories)
    {
        await gate.EnterAsync();
        try
        {
            await journals.ForgetVectorsAsync(owner, open, other, memories);
        }
        finally
        {
            gate.Leave();
        }
    }

    private async Task<bool> MoveNextAsync(IAsyncEnumerator<StoredVector> vectors)
    {
        try
        {
            return await vectors.MoveNextAsync();
        }
        catch (ChatMemoryException exception)
        {
            LogFailed(logger, exception);
            return false;
        }
    }

    [LoggerMessage(2131, LogLevel.Warning, "Stored vectors could not be read or written; they are computed again when needed.")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
