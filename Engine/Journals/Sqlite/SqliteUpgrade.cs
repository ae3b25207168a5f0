using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Journals.Sqlite;

/// <summary>Brings a file to the current schema, and gives back the room of blank rows when they outnumber the others.</summary>
internal sealed partial class SqliteUpgrade(SqliteConnection connection, SchemaVersions schema, ILogger logger)
{
    /// <summary>Fewer blank rows than this are not worth rewriting the file.</summary>
    public const long FewestBlanks = 10_000;

    private readonly ILogger _logger = logger;

    public void Run()
    {
        // Immediate: the lock comes before the look at the version.
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            var found = (int)Number("pragma user_version");
            foreach (var script in schema.From(found))
                Do(script);
            Do($"pragma user_version = {schema.Current}");
            transaction.Commit();
            if (found < schema.Current)
                LogUpgraded(found, schema.Current);
        }

        Collect();
        // A process that was killed may have left erased bytes in the log.
        Do("pragma wal_checkpoint(truncate)");
    }

    private void Collect()
    {
        var blanks = SqliteSchema.Blanked.Sum(table => Number($"select count(*) from {table} where journal_id is null"));
        if (blanks < FewestBlanks || blanks * 2 < SqliteSchema.Blanked.Sum(table => Number($"select count(*) from {table}")))
            return;

        LogCollecting(blanks);
        foreach (var table in SqliteSchema.Blanked)
            Do($"delete from {table} where journal_id is null");
        // Deleting moved rows between pages; only a file written anew has no copies of them.
        Do("vacuum");
    }

    private void Do(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private long Number(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    [LoggerMessage(3011, LogLevel.Information, "The journals' schema was brought from version {From} to {To}")]
    private partial void LogUpgraded(int from, int to);

    [LoggerMessage(3012, LogLevel.Information, "The journals' file is rewritten to give back the room of {Rows} erased rows")]
    private partial void LogCollecting(long rows);
}
