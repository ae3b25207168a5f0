using ChatMemory.Journals.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace ChatMemory.Journals.Postgres;

/// <summary>A PostgreSQL database that the processes of a cluster share.</summary>
internal sealed class PostgresDatabase(
    IOptions<JournalOptions> options, ILogger<PostgresDatabase> logger, SchemaVersions? schema = null) : IJournalDatabase
{
    private readonly NpgsqlDataSource _source = CreateSource(options.Value);

    public int Writers { get; } = options.Value.Writers;

    public bool Blocks => false;

    public async Task InitializeAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await new PostgresUpgrade(connection, schema ?? PostgresSchema.Versions, logger).RunAsync(cancellationToken);
    }

    public IJournalWriter CreateWriter() => new PostgresWriter(_source);

    public async ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken) =>
        new(await _source.OpenConnectionAsync(cancellationToken), giveBack: null);

    public bool IsAway(Exception error) => PostgresErrors.IsAway(error);

    public ChatMemoryException Explain(Exception error) => PostgresErrors.Explain(error);

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static NpgsqlDataSource CreateSource(JournalOptions options)
    {
        var builder = new NpgsqlDataSourceBuilder(options.ConnectionString);
        var connection = builder.ConnectionStringBuilder;
        connection.ApplicationName ??= "chat-memory";
        connection.CommandTimeout = (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
        connection.Timeout = connection.CommandTimeout;
        connection.MaxPoolSize = options.Writers + options.ReadConcurrency + 1;
        connection.MaxAutoPrepare = Math.Max(32, connection.MaxAutoPrepare);
        connection.AutoPrepareMinUsages = 2;
        return builder.Build();
    }
}
