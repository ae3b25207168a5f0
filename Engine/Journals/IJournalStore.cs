using ChatMemory.Keys;

namespace ChatMemory.Journals;

/// <summary>
/// The only durable truth: append-only lists of events, one for each session and one for each user's memory. Safe for
/// concurrent use.
/// </summary>
/// <remarks>Every member throws <see cref="ChatMemoryException"/> (transient) when the database is away or answers too late, and
/// <see cref="OverloadedException"/> when its queue is full. Overload and cancellation mean that nothing has happened; after any other
/// exception of a write it may have taken effect: reload.</remarks>
public interface IJournalStore
{
    /// <summary>The head of a journal, which is created empty if there is none.</summary>
    Task<JournalHead> OpenAsync(JournalKey key, CancellationToken cancellationToken = default);

    /// <summary>The head of a journal, or null if there is none.</summary>
    Task<JournalHead?> FindAsync(JournalKey key, CancellationToken cancellationToken = default);

    /// <summary>The head of a tenant's journal by its epoch alone, for ids that carry it; null if the tenant has none such.</summary>
    Task<JournalHead?> FindAsync(TenantId tenant, long epoch, CancellationToken cancellationToken = default);

    /// <summary>
    /// Appends under a fence. It is acknowledged when it is as durable as it asked for. Cancellation only stops the waiting
    /// for a place in the queue: once accepted, the append's outcome is always told.
    /// </summary>
    Task<JournalAppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default);

    /// <summary>The records after a sequence number, in order, read in pages. A journal that is not there, or not of this epoch, has none.</summary>
    IAsyncEnumerable<JournalRecord> ReadAsync(
        JournalKey key, long epoch, long afterSequence = 0, CancellationToken cancellationToken = default);

    /// <summary>The newest snapshot, or null.</summary>
    Task<JournalSnapshot?> ReadSnapshotAsync(JournalKey key, long epoch, CancellationToken cancellationToken = default);

    /// <summary>Replaces the snapshot unless the journal was redacted or deleted after <paramref name="snapshot"/>'s state was taken.</summary>
    /// <param name="key">The journal.</param>
    /// <param name="epoch">The epoch the state was read under.</param>
    /// <param name="snapshot">The state. It is kept only if every redaction so far was part of an append that it includes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WriteSnapshotAsync(JournalKey key, long epoch, JournalSnapshot snapshot, CancellationToken cancellationToken = default);

    /// <summary>Deletes a journal with its snapshot and vectors, and sees to it that the bytes are overwritten where the database allows it.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(JournalKey key, CancellationToken cancellationToken = default);

    /// <summary>Does the same under a fence: only if the journal is still of the head's epoch and sequence.</summary>
    /// <returns>Whether it was.</returns>
    Task<bool> DeleteAsync(JournalHead head, CancellationToken cancellationToken = default);

    /// <summary>A user's sessions, the most recently used first.</summary>
    /// <param name="owner">The user.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cursor">Where the previous page ended, opaque; null begins. Anything else is a <see cref="FormatException"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<JournalPage> ListSessionsAsync(UserKey owner, int limit, string? cursor = null, CancellationToken cancellationToken = default);

    /// <summary>The users of a tenant that have any journal, in the order of their ids.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="after">The last user of the previous page; null begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<UserId>> ListUsersAsync(TenantId tenant, int limit, UserId? after = null, CancellationToken cancellationToken = default);

    /// <summary>The tallies of all journals of a tenant together, with what was written on one day.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="day">The day (UTC).</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<JournalTally> SumTalliesAsync(TenantId tenant, DateOnly day, CancellationToken cancellationToken = default);

    /// <summary>The journals of a namespace's values that hold something, in the order of their keys' code points.</summary>
    /// <param name="range">Which of them.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JournalHead>> ListValuesAsync(ValueRange range, CancellationToken cancellationToken = default);

    /// <summary>The journals that have expired, the first expired first.</summary>
    /// <param name="now">The time.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JournalHead>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default);

    /// <summary>The journals with open work in the order of their epochs: all, or one user's.</summary>
    /// <param name="owner">Only this user's; null for everyone's.</param>
    /// <param name="limit">How many at most, 1 to 1,000.</param>
    /// <param name="afterEpoch">Only journals with a greater epoch: the last of the previous page.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<JournalHead>> ListOpenWorkAsync(
        UserKey? owner, int limit, long afterEpoch = 0, CancellationToken cancellationToken = default);

    /// <summary>Stores embedding vectors beside a user's journal: a cache that spares a model call, never the truth.</summary>
    /// <remarks>It takes effect in order with the same caller's appends. A caller that forgets a memory must not store a vector
    /// of it afterwards: look whether the memory is still there right before the call.</remarks>
    Task WriteVectorsAsync(
        UserKey owner, long epoch, string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken = default);

    /// <summary>All vectors of one embedding model stored for a user.</summary>
    IAsyncEnumerable<StoredVector> ReadVectorsAsync(UserKey owner, long epoch, string model, CancellationToken cancellationToken = default);

    /// <summary>The embedding models of which vectors are stored for a user.</summary>
    Task<IReadOnlyList<string>> ListVectorModelsAsync(UserKey owner, long epoch, CancellationToken cancellationToken = default);

    /// <summary>Deletes the vectors that some memories have of one embedding model.</summary>
    Task ForgetVectorsAsync(
        UserKey owner, long epoch, string model, IReadOnlyList<MemoryId> memories, CancellationToken cancellationToken = default);

    /// <summary>Whether the database answers.</summary>
    Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default);
}

/// <summary>An embedding of one version of a memory's text.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Version">The version of its text; an older one is replaced.</param>
/// <param name="Values">The vector's components as the model gave them.</param>
public readonly record struct StoredVector(MemoryId Memory, int Version, ReadOnlyMemory<float> Values);

/// <summary>A page of journals.</summary>
/// <param name="Heads">The journals.</param>
/// <param name="Next">Give it back for the next page; null when this is the last.</param>
public sealed record JournalPage(IReadOnlyList<JournalHead> Heads, string? Next);
