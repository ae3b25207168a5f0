using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;

namespace ChatMemory.InProcess;

/// <summary>Leads the calls of one user's memory into its mailbox.</summary>
internal sealed class UserMemoryProxy(UserKey key, Residents<UserKey, IUserMemory> users) : IUserMemory
{
    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) =>
        users.CallAsync(key, it => it.AddAsync(command, cancellationToken), cancellationToken);

    public Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default) =>
        users.InterleaveAsync(key, it => it.RecallAsync(query, cancellationToken));

    public Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        users.InterleaveAsync(key, it => it.GetAsync(id, cancellationToken));

    public Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default) =>
        users.InterleaveAsync(key, it => it.ListAsync(query, cancellationToken));

    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default) =>
        users.CallAsync(key, it => it.UpdateAsync(command, cancellationToken), cancellationToken);

    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default) =>
        users.CallAsync(key, it => it.DeleteAsync(command, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        users.InterleaveAsync(key, it => it.HistoryAsync(id, cancellationToken));

    public Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default) =>
        users.CallAsync(key, it => it.LearnAsync(command, cancellationToken), cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(FeedPosition after, CancellationToken cancellationToken = default) =>
        users.FollowAsync(key, (it, token) => it.FollowAsync(after, token), cancellationToken);

    public Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default) =>
        users.InterleaveAsync(key, it => it.IndexedAsync(patience, cancellationToken));

    public Task ReindexAsync(CancellationToken cancellationToken = default) =>
        users.InterleaveAsync(
            key,
            async it =>
            {
                await it.ReindexAsync(cancellationToken);
                return true;
            });

    public Task EraseAsync(CancellationToken cancellationToken = default) =>
        users.CallAsync(
            key,
            async it =>
            {
                await it.EraseAsync(cancellationToken);
                return true;
            },
            cancellationToken);
}
