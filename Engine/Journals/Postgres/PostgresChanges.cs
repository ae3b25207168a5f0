using System.Runtime.InteropServices;
using ChatMemory.Journals.Writing;
using Npgsql;
using NpgsqlTypes;

namespace ChatMemory.Journals.Postgres;

/// <summary>A group's changes as statements over arrays: their number does not grow with the group's.</summary>
internal static class PostgresChanges
{
    public static void Add(NpgsqlBatch batch, JournalGroup group, IReadOnlyList<JournalRow> created)
    {
        AddCreated(batch, created);
        AddRecords(batch, group);
        AddRedactions(batch, group);
        AddTrims(batch, group);
        AddChanged(batch, [.. group.Changed]);
        AddSnapshots(batch, group);
        AddVectors(batch, group);
        AddDeleted(batch, group);
    }

    public static void Add(this NpgsqlBatch batch, string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(value as NpgsqlParameter ?? new() { Value = value });
        batch.BatchCommands.Add(command);
    }

    // A journal of the same key that another process creates meanwhile fails this one, which then finds it.
    private static void AddCreated(NpgsqlBatch batch, IReadOnlyList<JournalRow> created)
    {
        foreach (var row in created)
        {
            batch.Add(
                """
                insert into journals (tenant, user_id, session, head, snapshot_from, open_work, created_at, updated_at)
                values ($1, $2, $3, 0, 0, false, $4, $5) returning id
                """,
                row.Key.Tenant.Value, row.Key.StoredUser, row.Key.StoredSession, row.CreatedAt, row.UpdatedAt);
        }
    }

    private static void AddRecords(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.Records.Count > 0)
        {
            batch.Add(
                "insert into journal_entries (journal_id, sequence, payload) select * from unnest($1, $2, $3)",
                group.Records.Select(entry => entry.Epoch).ToArray(),
                group.Records.Select(entry => entry.Record.Sequence).ToArray(),
                Blobs(group.Records.Select(entry => entry.Record.Payload)));
        }
    }

    private static void AddRedactions(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.Redactions.Count > 0)
        {
            batch.Add(
                """
                update journal_entries e set payload = r.payload from unnest($1, $2, $3) r (journal_id, sequence, payload)
                where e.journal_id = r.journal_id and e.sequence = r.sequence
                """,
                group.Redactions.Keys.Select(place => place.Epoch).ToArray(),
                group.Redactions.Keys.Select(place => place.Sequence).ToArray(),
                Blobs(group.Redactions.Values));
        }
    }

    private static void AddTrims(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.Trims.Count > 0)
        {
            batch.Add(
                "delete from journal_entries e using unnest($1, $2) t (journal_id, sequence) where e.journal_id = t.journal_id and e.sequence <= t.sequence",
                group.Trims.Keys.ToArray(),
                group.Trims.Values.ToArray());
        }
    }

    private static void AddChanged(NpgsqlBatch batch, JournalRow[] rows)
    {
        if (rows.Length > 0)
        {
            batch.Add(
                """
                update journals j set head = c.head, snapshot_from = c.snapshot_from, open_work = c.open_work,
                    updated_at = c.updated_at, expires_at = c.expires_at, held = c.held, written_day = c.written_day, written = c.written
                from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                    c (id, head, snapshot_from, open_work, updated_at, expires_at, held, written_day, written) where j.id = c.id
                """,
                Array.ConvertAll(rows, row => row.Epoch),
                Array.ConvertAll(rows, row => row.Sequence),
                Array.ConvertAll(rows, row => row.SnapshotFrom),
                Array.ConvertAll(rows, row => row.OpenWork),
                Array.ConvertAll(rows, row => row.UpdatedAt),
                Array.ConvertAll(rows, row => row.ExpiresAt),
                Array.ConvertAll(rows, row => row.Tally?.Held),
                Array.ConvertAll(rows, row => row.Tally?.Day.DayNumber),
                Array.ConvertAll(rows, row => row.Tally?.Written));
        }
    }

    private static void AddSnapshots(NpgsqlBatch batch, JournalGroup group)
    {
        var lost = group.Snapshots.Where(pair => pair.Value is null).Select(pair => pair.Key).ToArray();
        if (lost.Length > 0)
            batch.Add("delete from journal_snapshots where journal_id = any($1)", lost);
        foreach (var (epoch, snapshot) in group.Snapshots)
        {
            if (snapshot is null)
                continue;
            batch.Add(
                """
                insert into journal_snapshots (journal_id, sequence, format, payload) values ($1, $2, $3, $4)
                on conflict (journal_id) do update set sequence = excluded.sequence, format = excluded.format, payload = excluded.payload
                """,
                epoch, snapshot.Sequence, snapshot.Format, snapshot.Payload);
        }
    }

    private static void AddVectors(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.ForgottenVectors.Count > 0)
        {
            batch.Add(
                "delete from journal_vectors v using unnest($1, $2) f (journal_id, memory) where v.journal_id = f.journal_id and v.memory = f.memory",
                group.ForgottenVectors.Select(place => place.Epoch).ToArray(),
                group.ForgottenVectors.Select(place => place.Memory.Value.ToByteArray(bigEndian: true)).ToArray());
        }

        if (group.ForgottenOfModel.Count > 0)
        {
            batch.Add(
                """
                delete from journal_vectors v using unnest($1, $2, $3) f (journal_id, model, memory)
                where v.journal_id = f.journal_id and v.model = f.model and v.memory = f.memory
                """,
                group.ForgottenOfModel.Select(place => place.Epoch).ToArray(),
                group.ForgottenOfModel.Select(place => place.Model).ToArray(),
                group.ForgottenOfModel.Select(place => place.Memory.Value.ToByteArray(bigEndian: true)).ToArray());
        }

        if (group.Vectors.Count > 0)
        {
            batch.Add(
                """
                insert into journal_vectors (journal_id, model, memory, version, components) select * from unnest($1, $2, $3, $4, $5)
                on conflict (journal_id, model, memory) do update set version = excluded.version, components = excluded.components
                where journal_vectors.version <= excluded.version
                """,
                group.Vectors.Keys.Select(place => place.Epoch).ToArray(),
                group.Vectors.Keys.Select(place => place.Model).ToArray(),
                group.Vectors.Keys.Select(place => place.Memory.Value.ToByteArray(bigEndian: true)).ToArray(),
                group.Vectors.Values.Select(vector => vector.Version).ToArray(),
                group.Vectors.Values.Select(vector => MemoryMarshal.AsBytes(vector.Values.Span).ToArray()).ToArray());
        }
    }

    private static void AddDeleted(NpgsqlBatch batch, JournalGroup group)
    {
        if (group.Deleted.Count == 0)
            return;
        var epochs = group.Deleted.Select(row => row.Epoch).ToArray();
        batch.Add("delete from journal_entries where journal_id = any($1)", epochs);
        batch.Add("delete from journal_snapshots where journal_id = any($1)", epochs);
        batch.Add("delete from journal_vectors where journal_id = any($1)", epochs);
        batch.Add("delete from journals where id = any($1)", epochs);
    }

    private static NpgsqlParameter Blobs(IEnumerable<ReadOnlyMemory<byte>> payloads) => new()
    {
        Value = payloads.ToArray(),
        NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea,
    };
}
