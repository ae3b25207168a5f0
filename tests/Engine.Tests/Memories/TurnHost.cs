using System.Runtime.CompilerServices;
using ChatMemory.Keys;
using ChatMemory.Recall;

namespace ChatMemory.Memories;

/// <summary>Runs an actor one piece at a time, as every host does.</summary>
internal sealed class TurnHost(IUserMemory actor) : IUserMemory
{
    private readonly TaskScheduler _turns = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;

    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) =>
        Turn(() => actor.AddAsync(command, cancellationToken));

    public Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default) =>
        Turn(() => actor.RecallAsync(query, cancellationToken));

    public Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        Turn(() => actor.GetAsync(id, cancellationToken));

    public Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default) =>
        Turn(() => actor.ListAsync(query, cancellationToken));

    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default) =>
        Turn(() => actor.UpdateAsync(command, cancellationToken));

    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default) =>
        Turn(() => actor.DeleteAsync(command, cancellationToken));

    public Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        Turn(() => actor.HistoryAsync(id, cancellationToken));

    public Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default) =>
        Turn(() => actor.LearnAsync(command, cancellationToken));

    public async IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(
        FeedPosition after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var feed = actor.FollowAsync(after, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await Turn(() => feed.MoveNextAsync().AsTask()))
            yield return feed.Current;
    }

    public Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default) =>
        Turn(() => actor.IndexedAsync(patience, cancellationToken));

    public Task ReindexAsync(CancellationToken cancellationToken = default) =>
        Turn(async () =>
        {
            await actor.ReindexAsync(cancellationToken);
            return true;
        });

    public Task EraseAsync(CancellationToken cancellationToken = default) =>
        Turn(async () =>
        {
            await actor.EraseAsync(cancellationToken);
            return true;
        });

    private Task<T> Turn<T>(Func<Task<T>> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _turns).Unwrap();
}
