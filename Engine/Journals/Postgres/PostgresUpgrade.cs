using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatMemory.Journals.Postgres;

/// <summary>Brings a database to the current schema; processes that start at once wait for each other.</summary>
internal sealed partial class PostgresUpgrade(NpgsqlConnection connection, SchemaVersions schema, ILogger logger)
{
    // Any number that nothing else in the database locks.
    private const long Lock = 0x63686174_6A726E6C;

    private readonly ILogger _logger = logger;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (await ValueAsync("show server_encoding", cancellationToken) is not "UTF8")
            throw new ChatMemoryException("The journals' database must have the encoding UTF8. Create one with: create database ... encoding 'UTF8' template template0.");

        await DoAsync($"select pg_advisory_xact_lock({Lock})", cancellationToken);
        await DoAsync("create table if not exists journal_schema (version integer not null)", cancellationToken);
        var found = (int)(await ValueAsync("select coalesce(max(version), 0) from journal_schema", cancellationToken))!;
        foreach (var script in schema.From(found))
            await DoAsync(script, cancellationToken);
        if (found < schema.Current)
            await DoAsync($"insert into journal_schema (version) values ({schema.Current})", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        if (found < schema.Current)
            LogUpgraded(found, schema.Current);
    }

    private async Task DoAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task<object?> ValueAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    [LoggerMessage(3031, LogLevel.Information, "The journals' schema was brought from version {From} to {To}")]
    private partial void LogUpgraded(int from, int to);
}
