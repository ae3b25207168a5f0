using System.Runtime.CompilerServices;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;

namespace ChatMemory.Cluster.Client;

/// <summary>A user's memory somewhere in the cluster. Its calls and followers outlive the node that answers them.</summary>
internal sealed class ClusterUserMemory(IUserMemory grain, PatientCalls calls) : IUserMemory
{
    // Adding the same again stores nothing, so it is repeated without a key too; only "created" may then be told as false.
    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.AddAsync(command, cancellationToken), cancellationToken);

    public Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.RecallAsync(query, cancellationToken), cancellationToken);

    public Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.GetAsync(id, cancellationToken), cancellationToken);

    public Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.ListAsync(query, cancellationToken), cancellationToken);

    // With an expected version a repeated call could meet its own first try, so it is left to the caller.
    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.ExpectedVersion is null
            ? calls.CallAsync(() => grain.UpdateAsync(command, cancellationToken), cancellationToken)
            : calls.CallOnceAsync(() => grain.UpdateAsync(command, cancellationToken), cancellationToken);
    }

    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.DeleteAsync(command, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.HistoryAsync(id, cancellationToken), cancellationToken);

    public Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.LearnAsync(command, cancellationToken), cancellationToken);

    // A stream has no end of its own, so one that ends was cut off by its node's stop.
    public async IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(
        FeedPosition after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var patience = calls.NewFollowersPatience(); ;)
        {
            await using var source = grain.FollowAsync(after, cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(source, patience, cancellationToken) is { } batch)
            {
                after = batch[^1].Position;
                yield return batch;
            }
        }
    }

    public Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default) =>
        calls.WaitAsync(slice => grain.IndexedAsync(slice, cancellationToken), patience, cancellationToken);

    public Task ReindexAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.ReindexAsync(cancellationToken), cancellationToken);

    public Task EraseAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.EraseAsync(cancellationToken), cancellationToken);

    // Null when it was cut off and must be begun again.
    private static async Task<IReadOnlyList<MemoryFeedEvent>?> NextAsync(
        IAsyncEnumerator<IReadOnlyList<MemoryFeedEvent>> source, PatientCalls.Patience patience, CancellationToken cancellationToken)
    {
        try
        {
            if (await source.MoveNextAsync())
            {
                patience.Renew();
                return source.Current;
            }

            await patience.BearAsync(new NodeStoppingException(), cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is not OperationCanceledException)
        {
            await patience.BearAsync(failure, cancellationToken);
        }

        return null;
    }
}
