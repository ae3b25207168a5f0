using ChatMemory.Journals;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatMemory.Silo.Schema;

/// <summary>
/// The cluster's own tables: members, reminders, subscriptions, keys of user tokens, and the statements by which Orleans' providers use them. Nodes that
/// start at once wait for each other; a schema of a newer version is refused.
/// </summary>
internal sealed partial class ClusterSchema(NodeDatabase database, IOptions<JournalOptions> journals, TimeProvider time, ILogger<ClusterSchema> log)
{
    // Any number that nothing else in the database locks.
    private const long Lock = 0x63686174_636C7573;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // The script at index i leads from version i to version i + 1. Only ever added to.
    private static readonly string[] Scripts = ["v1.sql", "v2.sql"];

    private readonly ILogger _log = log;

    public async Task UpgradeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await DoAsync(connection, $"select pg_advisory_xact_lock({Lock})", cancellationToken);
        await DoAsync(connection, "create table if not exists cluster_schema (version integer not null)", cancellationToken);
        var found = await VersionAsync(connection, cancellationToken);
        if (found > Scripts.Length)
            throw new ChatMemoryException($"The cluster's schema is version {found}, but this program knows only versions up to {Scripts.Length}. Run the newer program.");
        foreach (var script in Scripts.Skip(found))
            await DoAsync(connection, await ReadAsync(script), cancellationToken);
        if (found == Scripts.Length)
            return;
        await DoAsync(connection, $"insert into cluster_schema (version) values ({Scripts.Length})", cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogUpgraded(found, Scripts.Length);
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        while (true)
        {
            var connection = new NpgsqlConnection(database.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (NpgsqlException failure)
            {
                await connection.DisposeAsync();
                if (time.GetElapsedTime(since) >= journals.Value.StartupTimeout)
                    throw new ChatMemoryException("The cluster's PostgreSQL cannot be reached.", isTransient: true, failure);
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private static async Task<string> ReadAsync(string script)
    {
        await using var stream = typeof(ClusterSchema).Assembly.GetManifestResourceStream($"ChatMemory.Silo.Schema.{script}")!;
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(version), 0) from cluster_schema", connection);
        return (int)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task DoAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    [LoggerMessage(4311, LogLevel.Information, "The cluster's schema was brought from version {From} to {To}")]
    private partial void LogUpgraded(int from, int to);
}
