using System.Runtime.CompilerServices;
using ChatMemory.Journals;
using ChatMemory.Keys;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

/// <summary>
/// The stored vectors of a user. Losing them costs model calls, so failures are only logged. Writing and deleting exclude each
/// other: a vector of a deleted memory must not arrive after its deletion.
/// </summary>
internal sealed partial class VectorCache(
    UserKey owner, long? epoch, IJournalStore journals, EmbeddingGeneratorMetadata? metadata, Gate gate, ILogger logger)
{
    // To compute these again is cheaper than to read them.
    private const string Offline = "offline";

    private readonly string _model = $"{metadata?.ProviderName}/{metadata?.DefaultModelId}/{metadata?.DefaultModelDimensions}";
    private readonly bool _isUsed = epoch is not null && metadata?.ProviderName != Offline;

    public async IAsyncEnumerable<StoredVector> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!_isUsed)
            yield break;
        await using var vectors = journals.ReadVectorsAsync(owner, epoch!.Value, _model, cancellationToken).GetAsyncEnumerator(cancellationToken);
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
            await journals.WriteVectorsAsync(owner, epoch!.Value, _model, [.. vectors.Where(isWanted)]);
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
