using ChatMemory.Keys;

namespace ChatMemory.Recall.Shared;

/// <summary>
/// An index outside this process that holds the memories of many users. Disposable like every index: it may be slow, away, or emptied, and is
/// filled again from the users' own states. A user's writer is the only one who writes that user's points. Safe to call from any thread.
/// </summary>
/// <remarks>Every call throws <see cref="ChatMemoryException"/> when the index does not do it in time; transient when it may later.</remarks>
public interface ISharedRecallIndex
{
    /// <summary>Puts points in, replacing those of the same memories. When it returns, searches see them.</summary>
    Task PutAsync(SharedOwner owner, IReadOnlyList<SharedPoint> points, CancellationToken cancellationToken = default);

    /// <summary>Removes memories; those that are not there are no error.</summary>
    Task RemoveAsync(SharedOwner owner, IReadOnlyList<MemoryId> memories, CancellationToken cancellationToken = default);

    /// <summary>Removes what a user has there of other epochs and other embedding spaces.</summary>
    Task PruneAsync(SharedOwner owner, CancellationToken cancellationToken = default);

    /// <summary>Removes everything a user has there, of every epoch and embedding space.</summary>
    Task EraseAsync(UserKey user, CancellationToken cancellationToken = default);

    /// <summary>Searches by meaning and words together. Tried once: who asks has a better use for the time than a second try.</summary>
    /// <returns>
    /// Best first. Where the index cannot express the filter in full, it returns more than the limit, among them some that the filter does not
    /// admit: the caller checks with its own records.
    /// </returns>
    Task<IReadOnlyList<SharedHit>> SearchAsync(SharedOwner owner, SharedQuestion question, CancellationToken cancellationToken = default);

    /// <summary>Which states of which memories are there, page by page.</summary>
    IAsyncEnumerable<IReadOnlyList<SharedStamp>> StampsAsync(SharedOwner owner, CancellationToken cancellationToken = default);
}
