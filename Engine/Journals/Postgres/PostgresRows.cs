using ChatMemory.Journals.Writing;
using ChatMemory.Keys;
using Npgsql;

namespace ChatMemory.Journals.Postgres;

internal static class PostgresRows
{
    public static async Task<Dictionary<JournalKey, JournalRow>> ReadAsync(NpgsqlDataReader reader)
    {
        var rows = new Dictionary<JournalKey, JournalRow>();
        while (await reader.ReadAsync())
        {
            var row = Read(reader);
            rows.Add(row.Key, row);
        }

        return rows;
    }

    private static JournalRow Read(NpgsqlDataReader reader)
    {
        var owner = new UserKey(TenantId.Parse(reader.GetString(1)), UserId.Parse(reader.GetString(2)));
        var session = reader.GetString(3);
        return new(session.Length > 0 ? JournalKey.Of(new SessionKey(owner, SessionId.Parse(session))) : JournalKey.Of(owner))
        {
            Epoch = reader.GetInt64(0),
            Sequence = reader.GetInt64(4),
            SnapshotFrom = reader.GetInt64(5),
            OpenWork = reader.GetBoolean(6),
            CreatedAt = reader.GetInt64(7),
            UpdatedAt = reader.GetInt64(8),
        };
    }
}
