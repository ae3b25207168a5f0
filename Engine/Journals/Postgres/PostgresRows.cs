using ChatMemory.Journals.Writing;
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

    private static JournalRow Read(NpgsqlDataReader reader) =>
        new(JournalKey.FromColumns(reader.GetString(1), reader.GetString(2), reader.GetString(3)))
        {
            Epoch = reader.GetInt64(0),
            Sequence = reader.GetInt64(4),
            SnapshotFrom = reader.GetInt64(5),
            OpenWork = reader.GetBoolean(6),
            CreatedAt = reader.GetInt64(7),
            UpdatedAt = reader.GetInt64(8),
            ExpiresAt = reader.IsDBNull(9) ? null : reader.GetInt64(9),
            Tally = StoredTally.Read(reader, 10),
        };
}
