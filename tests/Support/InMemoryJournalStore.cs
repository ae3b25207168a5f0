using System.Runtime.CompilerServices;
using System.Text;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Support;

/// <summary>
/// Journals in memory, for tests of what stands on them. It keeps what a crash would leave, so a test may "crash" by
/// dropping everything else, and it lets a test step in before each append.
/// </summary>
public sealed class InMemoryJournalStore(TimeProvider time) : IJournalStore
{
    // As databases compare text: by code points, which UTF-16 puts in another order.
    private static readonly Comparer<UserId> ByUtf8 = Comparer<UserId>.Create((left, right) => ByCodePoints(left.Value, right.Value));

    private readonly Lock _gate = new();
    private readonly Dictionary<JournalKey, Journal> _journals = [];
    private long _lastEpoch;

    /// <summary>Called before each append; throw to fail it, await to hold it back.</summary>
    public Func<JournalAppend, Task>? BeforeAppend { get; set; }

    /// <summary>What happens when an append is stored and its writer does not know it yet.</summary>
    public Func<JournalAppend, Task>? AfterAppend { get; set; }

    /// <summary>How many appends took effect.</summary>
    public int Appends { get; private set; }

    /// <summary>The bytes of payloads appended so far.</summary>
    public long BytesAppended { get; private set; }

    public Task<JournalHead> OpenAsync(JournalKey key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_journals.TryGetValue(key, out var journal))
                _journals[key] = journal = new(new(key, ++_lastEpoch, 0, OpenWork: false, time.GetUtcNow(), time.GetUtcNow()));
            return Task.FromResult(journal.Head);
        }
    }

    public Task<JournalHead?> FindAsync(JournalKey key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(_journals.GetValueOrDefault(key)?.Head);
    }

    public Task<JournalHead?> FindAsync(TenantId tenant, long epoch, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(_journals.Values.Select(journal => journal.Head).FirstOrDefault(head => head.Epoch == epoch && head.Key.Value is null && head.Key.Tenant == tenant));
    }

    public async Task<JournalAppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        if (BeforeAppend is { } before)
            await before(append);
        var result = Append(append);
        if (AfterAppend is { } after)
            await after(append);
        return result;
    }

    private JournalAppendResult Append(JournalAppend append)
    {
        lock (_gate)
        {
            if (Of(append.Key, append.Epoch) is not { } journal || journal.Head.Sequence != append.ExpectedSequence)
                return new(Appended: false, 0);

            var sequence = append.ExpectedSequence + append.Skip;
            foreach (var payload in append.Payloads)
            {
                journal.Records[++sequence] = payload.ToArray();
                BytesAppended += payload.Length;
            }

            foreach (var redaction in append.Redactions)
            {
                if (journal.Records.ContainsKey(redaction.Sequence))
                    journal.Records[redaction.Sequence] = redaction.Payload.ToArray();
                journal.Snapshot = null;
                journal.SnapshotFrom = append.Payloads.Count > 0 ? sequence : append.ExpectedSequence + 1;
            }

            if (append.TrimTo > 0)
            {
                journal.Records.Keys.Where(number => number <= append.TrimTo).ToList().ForEach(number => journal.Records.Remove(number));
                journal.Snapshot = null;
                journal.SnapshotFrom = append.Payloads.Count > 0 ? sequence : append.ExpectedSequence + 1;
            }

            foreach (var memory in append.ForgetVectors)
                journal.Vectors.Keys.Where(key => key.Memory == memory).ToList().ForEach(key => journal.Vectors.Remove(key));

            if (append.Payloads.Count == 0)
                sequence = append.ExpectedSequence;
            journal.Head = journal.Head with
            {
                Sequence = sequence,
                OpenWork = append.OpenWork ?? journal.Head.OpenWork,
                UpdatedAt = time.GetUtcNow(),
                ExpiresAt = append.ExpiresAt,
                Tally = append.Tally ?? journal.Head.Tally,
            };
            Appends++;
            return new(Appended: true, sequence);
        }
    }

    /// <summary>As if the database had crashed and lost what it had not written to the disk.</summary>
    public void LoseAfter(JournalKey key, long sequence)
    {
        lock (_gate)
        {
            var journal = _journals[key];
            journal.Records.Keys.Where(it => it > sequence).ToList().ForEach(it => journal.Records.Remove(it));
            journal.Head = journal.Head with { Sequence = sequence };
        }
    }

    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        JournalKey key, long epoch, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<JournalRecord> records;
        lock (_gate)
            records = [.. Of(key, epoch)?.Records.Where(pair => pair.Key > afterSequence).Select(pair => new JournalRecord(pair.Key, pair.Value)) ?? []];

        foreach (var record in records)
            yield return record;
        await Task.CompletedTask;
    }

    public Task<JournalSnapshot?> ReadSnapshotAsync(JournalKey key, long epoch, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(Of(key, epoch)?.Snapshot);
    }

    public Task WriteSnapshotAsync(JournalKey key, long epoch, JournalSnapshot snapshot, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Of(key, epoch) is { } journal
                && snapshot.Sequence >= journal.SnapshotFrom && snapshot.Sequence <= journal.Head.Sequence)
                journal.Snapshot = snapshot;
        }

        return Task.CompletedTask;
    }

    public Task<bool> DeleteAsync(JournalKey key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(_journals.Remove(key));
    }

    public Task<bool> DeleteAsync(JournalHead head, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return Task.FromResult(Of(head.Key, head.Epoch)?.Head.Sequence == head.Sequence && _journals.Remove(head.Key));
    }

    public Task<JournalPage> ListSessionsAsync(UserKey owner, int limit, string? cursor = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var skip = cursor is null ? 0 : int.Parse(cursor);
            var all = _journals.Values.Select(journal => journal.Head)
                .Where(head => head.Key.Session is not null && head.Key.Owner == owner)
                .OrderByDescending(head => head.UpdatedAt).ThenByDescending(head => head.Epoch).ToList();
            var page = all.Skip(skip).Take(limit).ToList();
            return Task.FromResult(new JournalPage(page, skip + page.Count < all.Count ? $"{skip + page.Count}" : null));
        }
    }

    public Task<IReadOnlyList<UserId>> ListUsersAsync(TenantId tenant, int limit, UserId? after = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<UserId>>(
            [
                .. _journals.Keys.Where(key => key.Value is null && key.Tenant == tenant).Select(key => key.Owner.User).Distinct()
                    .Order(ByUtf8)
                    .Where(user => after is not { } last || ByUtf8.Compare(user, last) > 0).Take(limit),
            ]);
        }
    }

    public Task<JournalTally> SumTalliesAsync(TenantId tenant, DateOnly day, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var tallies = _journals.Values.Where(journal => journal.Head.Key.Tenant == tenant).Select(journal => journal.Head.Tally ?? default).ToList();
            return Task.FromResult(new JournalTally(tallies.Sum(it => it.Held), day, tallies.Sum(it => it.WrittenOn(day))));
        }
    }

    public Task<IReadOnlyList<JournalHead>> ListValuesAsync(ValueRange range, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<JournalHead>>(
            [
                .. _journals.Values.Select(journal => journal.Head)
                    .Where(head => head.Key.Value is { } value && value.Tenant == range.Tenant && value.Namespace == range.Namespace
                        && value.Name.Value.StartsWith(range.Prefix, StringComparison.Ordinal)
                        && (range.After is not { } last || ByCodePoints(value.Name.Value, last.Value) > 0)
                        && head.Sequence > 0 && (head.ExpiresAt is not { } expiry || expiry > range.Now))
                    .Order(Comparer<JournalHead>.Create((left, right) => ByCodePoints(left.Key.Value!.Value.Name.Value, right.Key.Value!.Value.Name.Value)))
                    .Take(range.Limit),
            ]);
        }
    }

    public Task<IReadOnlyList<JournalHead>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<JournalHead>>(
            [
                .. _journals.Values.Select(journal => journal.Head).Where(head => head.ExpiresAt <= now).OrderBy(head => head.ExpiresAt).Take(limit),
            ]);
        }
    }

    public Task<IReadOnlyList<JournalHead>> ListOpenWorkAsync(
        UserKey? owner, int limit, long afterEpoch = 0, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<JournalHead>>(
            [
                .. _journals.Values.Select(journal => journal.Head)
                    .Where(head => head.OpenWork && head.Epoch > afterEpoch && (owner is not { } user || head.Key.Owner == user))
                    .OrderBy(head => head.Epoch).Take(limit),
            ]);
        }
    }

    public Task WriteVectorsAsync(
        UserKey owner, long epoch, string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (Of(JournalKey.Of(owner), epoch) is { } journal)
            {
                foreach (var vector in vectors)
                {
                    if (!journal.Vectors.TryGetValue((model, vector.Memory), out var present) || present.Version <= vector.Version)
                        journal.Vectors[(model, vector.Memory)] = vector;
                }
            }
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<StoredVector> ReadVectorsAsync(
        UserKey owner, long epoch, string model, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        List<StoredVector> vectors;
        lock (_gate)
            vectors = [.. Of(JournalKey.Of(owner), epoch)?.Vectors.Where(pair => pair.Key.Model == model).Select(pair => pair.Value) ?? []];

        foreach (var vector in vectors)
            yield return vector;
        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> ListVectorModelsAsync(UserKey owner, long epoch, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
                [.. Of(JournalKey.Of(owner), epoch)?.Vectors.Keys.Select(key => key.Model).Distinct().Order(StringComparer.Ordinal) ?? Enumerable.Empty<string>()]);
        }
    }

    public Task ForgetVectorsAsync(
        UserKey owner, long epoch, string model, IReadOnlyList<MemoryId> memories, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            foreach (var memory in memories)
                Of(JournalKey.Of(owner), epoch)?.Vectors.Remove((model, memory));
        }

        return Task.CompletedTask;
    }

    public Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default) => Task.FromResult(true);

    private static int ByCodePoints(string left, string right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));

    private Journal? Of(JournalKey key, long epoch) =>
        _journals.TryGetValue(key, out var journal) && journal.Head.Epoch == epoch ? journal : null;

    private sealed class Journal(JournalHead head)
    {
        public JournalHead Head { get; set; } = head;

        public SortedDictionary<long, byte[]> Records { get; } = [];

        public Dictionary<(string Model, MemoryId Memory), StoredVector> Vectors { get; } = [];

        public JournalSnapshot? Snapshot { get; set; }

        public long SnapshotFrom { get; set; }
    }
}
