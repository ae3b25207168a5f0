using ChatMemory.Keys;
using ChatMemory.Recall;

namespace ChatMemory.Memories;

/// <summary>
/// One user's long-term memory, as every host offers it. Writes of one user wait for each other; reads
/// (<see cref="RecallAsync"/>, <see cref="GetAsync"/>, <see cref="ListAsync"/>, <see cref="HistoryAsync"/>,
/// <see cref="IndexedAsync"/>, <see cref="FollowAsync"/>) run between them and see every write that was acknowledged before.
/// </summary>
public interface IUserMemory
{
    /// <summary>Stores statements word for word. What is there already in the same scope is not stored again.</summary>
    Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default);

    /// <summary>The memories that fit a question best. Ended, expired and deleted ones never appear.</summary>
    Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default);

    /// <summary>One memory, also when it is superseded or expired; null when it does not exist or was deleted.</summary>
    Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default);

    /// <summary>A page of memories, newest first.</summary>
    Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default);

    /// <summary>Changes a memory; its former text stays in its history.</summary>
    Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default);

    /// <summary>Deletes memories with their texts, histories and vectors.</summary>
    Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default);

    /// <summary>What happened to a memory, oldest first; null when it does not exist or was deleted.</summary>
    Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default);

    /// <summary>Takes in what was learned from a completed exchange, with effect at most once for each exchange and part.</summary>
    Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default);

    /// <summary>The changes after a position: those stored, then those to come, in order, without end. An erasure is told, also one that was before.</summary>
    IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(FeedPosition after, CancellationToken cancellationToken = default);

    /// <summary>Waits until every memory of this user has its vector, of the embedding model in use, and is searchable by meaning.</summary>
    /// <returns>False when the patience ended first.</returns>
    Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default);

    /// <summary>Begins to build the index of this user anew behind the present one, which answers until it is done. The answers are the same then.</summary>
    Task ReindexAsync(CancellationToken cancellationToken = default);

    /// <summary>Deletes everything of this user's memory. What is still on its way from before is refused when it arrives.</summary>
    Task EraseAsync(CancellationToken cancellationToken = default);
}
