using System.Runtime.InteropServices;
using ChatMemory.Journals.Writing;
using ChatMemory.Keys;
using Microsoft.Data.Sqlite;

namespace ChatMemory.Journals.Sqlite;

/// <summary>The writer's statements, prepared once for its connection.</summary>
internal sealed class SqliteCommands : IDisposable
{
    private const string BlankVectorsWhere =
        "update journal_vectors set journal_id = null, model = null, memory = null, version = null, components = null where journal_id = ?1";

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _prepared = [];

    public SqliteCommands(SqliteConnection connection) => _connection = connection;

    public void Begin() => Execute("begin immediate");

    public void Commit() => Execute("commit");

    public void Rollback() => Execute("rollback");

    /// <summary>For what takes effect when it is compiled, as some pragmas do.</summary>
    public void Run(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public JournalRow? Find(JournalKey key)
    {
        using var reader = Prepare(
            "select id, head, snapshot_from, open_work, created_at, updated_at, expires_at, held, written_day, written from journals where tenant = ?1 and user_id = ?2 and session = ?3",
            key.Tenant.Value, key.StoredUser, key.StoredSession).ExecuteReader();
        return reader.Read()
            ? new(key)
            {
                Epoch = reader.GetInt64(0),
                Sequence = reader.GetInt64(1),
                SnapshotFrom = reader.GetInt64(2),
                OpenWork = reader.GetBoolean(3),
                CreatedAt = reader.GetInt64(4),
                UpdatedAt = reader.GetInt64(5),
                ExpiresAt = reader.IsDBNull(6) ? null : reader.GetInt64(6),
                Tally = StoredTally.Read(reader, 7),
            }
            : null;
    }

    public long InsertJournal(JournalRow row) => (long)Prepare(
        """
        insert into journals (tenant, user_id, session, head, snapshot_from, open_work, created_at, updated_at)
        values (?1, ?2, ?3, 0, 0, 0, ?4, ?5) returning id
        """,
        row.Key.Tenant.Value, row.Key.StoredUser, row.Key.StoredSession, row.CreatedAt, row.UpdatedAt).ExecuteScalar()!;

    public void UpdateJournal(JournalRow row) => Execute(
        """
        update journals set head = ?2, snapshot_from = ?3, open_work = ?4, updated_at = ?5, expires_at = ?6,
            held = ?7, written_day = ?8, written = ?9 where id = ?1
        """,
        row.Epoch, row.Sequence, row.SnapshotFrom, row.OpenWork, row.UpdatedAt, OrNull(row.ExpiresAt),
        OrNull(row.Tally?.Held), OrNull(row.Tally?.Day.DayNumber), OrNull(row.Tally?.Written));

    public void InsertEntry(long epoch, long sequence, ReadOnlyMemory<byte> payload) => Execute(
        "insert into journal_entries (journal_id, sequence, payload) values (?1, ?2, ?3)", epoch, sequence, Bytes(payload));

    public bool BlankEntry(long epoch, long sequence) => Execute(
        "update journal_entries set journal_id = null, sequence = null, payload = null where journal_id = ?1 and sequence = ?2",
        epoch, sequence) > 0;

    public void BlankEntriesTo(long epoch, long sequence) => Execute(
        "update journal_entries set journal_id = null, sequence = null, payload = null where journal_id = ?1 and sequence <= ?2", epoch, sequence);

    public void InsertSnapshot(long epoch, JournalSnapshot snapshot) => Execute(
        "insert into journal_snapshots (journal_id, sequence, format, payload) values (?1, ?2, ?3, ?4)",
        epoch, snapshot.Sequence, snapshot.Format, Bytes(snapshot.Payload));

    public void BlankSnapshot(long epoch) => Execute(
        "update journal_snapshots set journal_id = null, sequence = null, format = null, payload = null where journal_id = ?1", epoch);

    public bool HasNewerVector(long epoch, string model, StoredVector vector) => Prepare(
        "select 1 from journal_vectors where journal_id = ?1 and model = ?2 and memory = ?3 and version > ?4",
        epoch, model, Bytes(vector.Memory), vector.Version).ExecuteScalar() is not null;

    public void InsertVector(long epoch, string model, StoredVector vector, byte[] components) => Execute(
        "insert into journal_vectors (journal_id, model, memory, version, components) values (?1, ?2, ?3, ?4, ?5)",
        epoch, model, Bytes(vector.Memory), vector.Version, components);

    public void BlankVector(long epoch, string model, MemoryId memory) =>
        Execute($"{BlankVectorsWhere} and model = ?2 and memory = ?3", epoch, model, Bytes(memory));

    public void BlankVectors(long epoch, MemoryId memory) => Execute($"{BlankVectorsWhere} and memory = ?2", epoch, Bytes(memory));

    public void Delete(long epoch)
    {
        Execute("update journal_entries set journal_id = null, sequence = null, payload = null where journal_id = ?1", epoch);
        BlankSnapshot(epoch);
        Execute(BlankVectorsWhere, epoch);
        Execute("delete from journals where id = ?1", epoch);
    }

    /// <summary>Moves the write-ahead log into the file and cuts it to nothing.</summary>
    /// <returns>False if a reader still needs it.</returns>
    public bool TruncateLog()
    {
        using var reader = Prepare("pragma wal_checkpoint(truncate)").ExecuteReader();
        return reader.Read() && reader.GetInt64(0) == 0;
    }

    public void Dispose()
    {
        foreach (var command in _prepared.Values)
            command.Dispose();
        _connection.Dispose();
    }

    private static object OrNull<T>(T? value)
        where T : struct => value is { } known ? known : DBNull.Value;

    private static byte[] Bytes(MemoryId memory) => memory.Value.ToByteArray(bigEndian: true);

    private static byte[] Bytes(ReadOnlyMemory<byte> payload) =>
        MemoryMarshal.TryGetArray(payload, out var segment) && segment.Offset == 0 && segment.Count == segment.Array!.Length
            ? segment.Array
            : payload.ToArray();

    private int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    private SqliteCommand Prepare(string sql, params ReadOnlySpan<object> values)
    {
        if (!_prepared.TryGetValue(sql, out var command))
            _prepared[sql] = command = Create(sql, values.Length);
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        return command;
    }

    private SqliteCommand Create(string sql, int parameters)
    {
        var command = _connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
            command.Parameters.Add(new() { ParameterName = $"?{i}" });
        return command;
    }
}
