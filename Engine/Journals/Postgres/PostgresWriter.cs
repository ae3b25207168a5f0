using ChatMemory.Journals.Writing;
using Npgsql;

namespace ChatMemory.Journals.Postgres;

/// <summary>
/// Writes a group in two round trips, however many journals it holds: one begins and locks, one stores and commits. Rows are
/// locked in the order of their ids, so writers of several processes queue instead of deadlocking.
/// </summary>
internal sealed class PostgresWriter(NpgsqlDataSource source) : IJournalWriter
{
    // A process that stands still in the middle keeps its locks, and with them all writers that want the same rows.
    private const string FreeLocksOfTheHung = "set local idle_in_transaction_session_timeout = '3s'";

    private NpgsqlConnection? _connection;

    public async ValueTask<Dictionary<JournalKey, JournalRow>> BeginAsync(IReadOnlyCollection<JournalKey> keys, bool synced)
    {
        _connection ??= await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(_connection);
        batch.Add("begin");
        batch.Add(FreeLocksOfTheHung);
        if (!synced)
            batch.Add("set local synchronous_commit = off");
        batch.Add(
            """
            select id, tenant, user_id, session, head, snapshot_from, open_work, created_at, updated_at, expires_at,
                held, written_day, written from journals
            where (tenant, user_id, session) in (select * from unnest($1, $2, $3)) order by id for update
            """,
            keys.Select(key => key.Tenant.Value).ToArray(),
            keys.Select(key => key.StoredUser).ToArray(),
            keys.Select(key => key.StoredSession).ToArray());

        await using var reader = await batch.ExecuteReaderAsync();
        return await PostgresRows.ReadAsync(reader);
    }

    public async ValueTask CommitAsync(JournalGroup group)
    {
        await using var batch = new NpgsqlBatch(_connection);
        var created = group.Created.OrderBy(row => row.Key.ToString(), StringComparer.Ordinal).ToList();
        PostgresChanges.Add(batch, group, created);
        batch.Add("commit");
        await using var reader = await batch.ExecuteReaderAsync();
        foreach (var row in created)
        {
            await reader.ReadAsync();
            row.Epoch = reader.GetInt64(0);
            await reader.NextResultAsync();
        }
    }

    public async ValueTask RollbackAsync()
    {
        if (_connection is not { } connection)
            return;
        _connection = null;
        try
        {
            // Closing hands it to the pool, which resets it or throws it away.
            await connection.DisposeAsync();
        }
        catch (NpgsqlException)
        {
            // It was broken; the next transaction gets another.
        }
    }

    // Dead rows are overwritten when vacuum has freed their place; nothing a client does is sooner.
    public ValueTask<bool> ScrubAsync() => ValueTask.FromResult(true);

    public ValueTask DisposeAsync() => RollbackAsync();
}
