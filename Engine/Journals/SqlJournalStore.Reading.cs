using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ChatMemory.Journals.Writing;
using ChatMemory.Keys;

namespace ChatMemory.Journals;

internal sealed partial class SqlJournalStore
{
    private const string Columns = "j.tenant, j.user_id, j.session, j.id, j.head, j.open_work, j.created_at, j.updated_at, j.expires_at, j.held, j.written_day, j.written";
    private const string OfEpoch = "j.id = @epoch and j.tenant = @tenant and j.user_id = @user and j.session = @session";

    private readonly SqlReader _reader = new(database, options.Value, time);

    public async Task<JournalHead?> FindAsync(JournalKey key, CancellationToken cancellationToken = default)
    {
        var heads = await _reader.QueryAsync(
            $"select {Columns} from journals j where j.tenant = @tenant and j.user_id = @user and j.session = @session",
            ForKey(key), ReadHead, cancellationToken);
        return heads.Count > 0 ? heads[0] : null;
    }

    public async Task<JournalHead?> FindAsync(TenantId tenant, long epoch, CancellationToken cancellationToken = default)
    {
        var heads = await _reader.QueryAsync(
            $"select {Columns} from journals j where j.id = @epoch and j.tenant = @tenant and j.user_id <> ''",
            [("epoch", epoch), ("tenant", tenant.Value)], ReadHead, cancellationToken);
        return heads.Count > 0 ? heads[0] : null;
    }

    public async IAsyncEnumerable<JournalRecord> ReadAsync(
        JournalKey key, long epoch, long afterSequence = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = afterSequence;
        List<JournalRecord> page;
        do
        {
            page = await _reader.QueryAsync(
                $"""
                select e.sequence, e.payload from journals j join journal_entries e on e.journal_id = j.id
                where {OfEpoch} and e.sequence > @after order by e.sequence limit @limit
                """,
                [.. ForKey(key), ("epoch", epoch), ("after", after), ("limit", _options.PageSize)],
                ReadRecord, record => record.Payload.Length, cancellationToken);
            foreach (var record in page)
                yield return record;
            if (page.Count > 0)
                after = page[^1].Sequence;
        }
        while (page.Count > 0);
    }

    public async Task<JournalSnapshot?> ReadSnapshotAsync(JournalKey key, long epoch, CancellationToken cancellationToken = default)
    {
        var snapshots = await _reader.QueryAsync(
            $"select s.sequence, s.format, s.payload from journals j join journal_snapshots s on s.journal_id = j.id where {OfEpoch}",
            [.. ForKey(key), ("epoch", epoch)],
            static reader => new JournalSnapshot(reader.GetInt64(0), reader.GetString(1), reader.GetFieldValue<byte[]>(2)), cancellationToken);
        return snapshots.Count > 0 ? snapshots[0] : null;
    }

    public async IAsyncEnumerable<StoredVector> ReadVectorsAsync(
        UserKey owner, long epoch, string model, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = Array.Empty<byte>();
        List<StoredVector> page;
        do
        {
            page = await _reader.QueryAsync(
                $"""
                select v.memory, v.version, v.components from journals j join journal_vectors v on v.journal_id = j.id
                where {OfEpoch} and v.model = @model and v.memory > @after order by v.memory limit @limit
                """,
                [.. ForKey(JournalKey.Of(owner)), ("epoch", epoch), ("model", model), ("after", after), ("limit", _options.PageSize)],
                ReadVector, vector => vector.Values.Length * sizeof(float), cancellationToken);
            foreach (var vector in page)
                yield return vector;
            if (page.Count > 0)
                after = page[^1].Memory.Value.ToByteArray(bigEndian: true);
        }
        while (page.Count > 0);
    }

    public async Task<IReadOnlyList<string>> ListVectorModelsAsync(UserKey owner, long epoch, CancellationToken cancellationToken = default)
    {
        // One by one along the key, because a user has many vectors of few models.
        var models = new List<string>();
        while (await NextVectorModelAsync(owner, epoch, models.LastOrDefault(""), cancellationToken) is { } model)
            models.Add(model);
        return models;
    }

    public async Task<JournalPage> ListSessionsAsync(
        UserKey owner, int limit, string? cursor = null, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        var (updated, epoch) = SessionCursor.Parse(cursor);
        var heads = await _reader.QueryAsync(
            $"""
            select {Columns} from journals j
            where j.tenant = @tenant and j.user_id = @user and j.session <> '' and j.user_id <> '' and (j.updated_at, j.id) < (@updated, @epoch)
            order by j.updated_at desc, j.id desc limit @limit
            """,
            [.. ForOwner(owner), ("updated", updated), ("epoch", epoch), ("limit", limit + 1)], ReadHead, cancellationToken);
        return heads.Count > limit ? new(heads[..limit], SessionCursor.After(heads[limit - 1])) : new(heads, Next: null);
    }

    public async Task<IReadOnlyList<UserId>> ListUsersAsync(
        TenantId tenant, int limit, UserId? after = null, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        return await _reader.QueryAsync(
            "select distinct j.user_id from journals j where j.tenant = @tenant and j.user_id > @after order by j.user_id limit @limit",
            [("tenant", tenant.Value), ("after", after?.Value ?? ""), ("limit", limit)],
            static reader => UserId.Parse(reader.GetString(0)), cancellationToken);
    }

    public async Task<JournalTally> SumTalliesAsync(TenantId tenant, DateOnly day, CancellationToken cancellationToken = default)
    {
        var sums = await _reader.QueryAsync(
            """
            select cast(coalesce(sum(j.held), 0) as bigint),
                cast(coalesce(sum(case when j.written_day = @day then j.written else 0 end), 0) as bigint)
            from journals j where j.tenant = @tenant and j.held is not null
            """,
            [("tenant", tenant.Value), ("day", day.DayNumber)],
            reader => new JournalTally(reader.GetInt64(0), day, reader.GetInt64(1)), cancellationToken);
        return sums[0];
    }

    public async Task<IReadOnlyList<JournalHead>> ListValuesAsync(ValueRange range, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(range);
        CheckLimit(range.Limit);
        return await _reader.QueryAsync(
            $"""
            select {Columns} from journals j
            where j.tenant = @tenant and j.user_id = '' and j.session >= @from and j.session > @beyond and j.session < @until
              and j.head > 0 and (j.expires_at is null or j.expires_at > @now)
            order by j.session limit @limit
            """,
            [
                ("tenant", range.Tenant.Value), ("from", range.From), ("beyond", range.Beyond), ("until", range.Until),
                ("now", StoredTime.Write(range.Now)), ("limit", range.Limit),
            ],
            ReadHead, cancellationToken);
    }

    public async Task<IReadOnlyList<JournalHead>> ListExpiredAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        return await _reader.QueryAsync(
            $"select {Columns} from journals j where j.expires_at <= @now order by j.expires_at limit @limit",
            [("now", StoredTime.Write(now)), ("limit", limit)], ReadHead, cancellationToken);
    }

    public async Task<IReadOnlyList<JournalHead>> ListOpenWorkAsync(
        UserKey? owner, int limit, long afterEpoch = 0, CancellationToken cancellationToken = default)
    {
        CheckLimit(limit);
        var ofOwner = owner is null ? "" : "and j.tenant = @tenant and j.user_id = @user";
        return await _reader.QueryAsync(
            $"select {Columns} from journals j where j.open_work and j.id > @after {ofOwner} order by j.id limit @limit",
            [.. owner is { } user ? ForOwner(user) : [], ("after", afterEpoch), ("limit", limit)], ReadHead, cancellationToken);
    }

    public async Task<bool> IsHealthyAsync(CancellationToken cancellationToken = default)
    {
        if (_writers.Length == 0)
            return false;
        try
        {
            foreach (var writer in _writers.Where(writer => writer.IsAway))
                await writer.WriteAsync(new Probe(), cancellationToken);
            await _reader.QueryAsync("select 1", [], static _ => true, cancellationToken);
            return true;
        }
        catch (ChatMemoryException)
        {
            return false;
        }
    }

    private async Task<string?> NextVectorModelAsync(UserKey owner, long epoch, string after, CancellationToken cancellationToken)
    {
        var found = await _reader.QueryAsync(
            $"""
            select v.model from journals j join journal_vectors v on v.journal_id = j.id
            where {OfEpoch} and v.model > @after order by v.model limit 1
            """,
            [.. ForKey(JournalKey.Of(owner)), ("epoch", epoch), ("after", after)], static reader => reader.GetString(0), cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1_000);
    }

    private static (string, object)[] ForKey(JournalKey key) =>
        [("tenant", key.Tenant.Value), ("user", key.StoredUser), ("session", key.StoredSession)];

    private static (string, object)[] ForOwner(UserKey owner) => [("tenant", owner.Tenant.Value), ("user", owner.User.Value)];

    private static JournalRecord ReadRecord(DbDataReader reader) => new(reader.GetInt64(0), reader.GetFieldValue<byte[]>(1));

    private static StoredVector ReadVector(DbDataReader reader) => new(
        new(new Guid(reader.GetFieldValue<byte[]>(0), bigEndian: true)),
        reader.GetInt32(1),
        MemoryMarshal.Cast<byte, float>(reader.GetFieldValue<byte[]>(2)).ToArray());

    private static JournalHead ReadHead(DbDataReader reader) => new(
        JournalKey.FromColumns(reader.GetString(0), reader.GetString(1), reader.GetString(2)),
        reader.GetInt64(3), reader.GetInt64(4), reader.GetBoolean(5), StoredTime.Read(reader.GetInt64(6)), StoredTime.Read(reader.GetInt64(7)))
    {
        ExpiresAt = reader.IsDBNull(8) ? null : StoredTime.Read(reader.GetInt64(8)),
        Tally = StoredTally.Read(reader, 9),
    };
}
