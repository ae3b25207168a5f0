using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>A store whose appends fail, before they take place or after, and which counts the bytes of snapshots.</summary>
internal sealed class FlakyJournalStore(IJournalStore inner) : IJournalStore
{
    /// <summary>Whether a failing append takes place all the same; null lets all through.</summary>
    public bool? FailsAfter { get; set; }

    public long SnapshotBytes { get; private set; }

    public async Task<JournalAppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        if (FailsAfter is not { } after)
            return await inner.AppendAsync(append, cancellationToken);
        if (after)
            await inner.AppendAsync(append, cancellationToken);
        throw new ChatMemoryException("The database went away.", isTransient: true);
    }

    public Task WriteSnapshotAsync(JournalKey key, long epoch, JournalSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        SnapshotBytes += snapshot.Payload.Length;
        return inner.WriteSnapshotAsync(key, epoch, snapshot, cancellationToken);
    }

    public Task<JournalHead> OpenAsync(JournalKey key, CancellationToken cancellationToken = default) => inner.OpenAsync(key, cancellationToken);

    public Task<JournalHead?> FindAsync(TenantId tenant, long epoch, CancellationToken cancellationToken = default) =>
        inner.FindAsync(tenant, epoch, cancellationToken);

    public Task<JournalHead?> FindAsync(JournalKey key, CancellationToken cancellationToken = default) => inner.FindAsync(key, cancellationToken);

    public IAsyncEnumerable<JournalRecord> ReadAsync(JournalKey key, long epoch, long afterSequence = 0, CancellationToken cancellationToken = default) =>
        inner.ReadAsync(key, epoch, afterSequence, cancellationToken);

    public Task<JournalSnapshot?> ReadSnapshotAsync(JournalKey key, long epoch, CancellationToken cancellationToken = default) =>
        inner.ReadSnapshotAsync(key, epoch, cancellationToken);

    public Task<bool> DeleteAsync(JournalKey key, CancellationToken cancellationToken = default) => inner.DeleteAsync(key, cancellationToken);

    public Task<bool> DeleteAsync(JournalHead head, CancellationToken cancellationToken = default) => inner.DeleteAsync(head, cancellationToken);

    public Task<JournalTally> SumTalliesAsync(TenantId tenant, DateOnly day, CancellationToken cancellationToken = default) =>
        inner.SumTalliesAsync(tenant, day, cancellationToken);

    public Task<IReadOnlyList<JournalHead>> ListValuesAsync(ValueRange range, CancellationToken cancellationToken = default) =>
        inner.ListValuesAsync(range, cancellationToken);

    public Task<IReadOnlyList<JournalHead>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default) =>
        inner.ListExpiredAsync(now, limit, cancellationToken);

    public Task<JournalPage> ListSessionsAsync(UserKey owner, int limit, string? cursor = null, CancellationToken cancellationToken = default) =>
        inner.ListSessionsAsync(owner, limit, cursor, cancellationToken);

    public Task<IReadOnlyList<UserId>> ListUsersAsync(TenantId tenant, int limit, UserId? after = null, CancellationToken cancellationToken = default) =>
        inner.ListUsersAsync(tenant, limit, after, cancellationToken);

    public Task<IReadOnlyList<JournalHead>> ListOpenWorkAsync(UserKey? owner, int limit, long afterEpoch = 0, CancellationToken cancellationToken = default) =>
        inner.ListOpenWorkAsync(owner, limit, afterEpoch, cancellationToken);

    public Task WriteVectorsAsync(UserKey owner, long epoch, string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken = default) =>
        inner.WriteVectorsAsync(owner, epoch, model, vectors, cancellationToken);

    public IAsyncEnumerable<StoredVector> ReadVectorsAsync(UserKey owner, long epoch, string model, CancellationToken cancellationToken = default) =>
        inner.ReadVectorsAsync(owner, epoch, model, cancellationToken);

    public Task<IReadOnlyList<string>> ListVectorModelsAsync(UserKey owner, long epoch, CancellationToken cancellationToken = default) =>
        inner.ListVectorModelsAsync(owner, epoch, cancellationToken);

    public Task ForgetVectorsAsync(UserKey owner, long epoch, string model, IReadOnlyList<MemoryId> memories, CancellationToken cancellationToken = default) =>
        inner.ForgetVectorsAsync(owner, epoch, model, memories, cancellationToken);

    public Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default) => inner.IsHealthyAsync(cancellationToken);
}
