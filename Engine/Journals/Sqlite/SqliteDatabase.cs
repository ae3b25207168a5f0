using System.Collections.Concurrent;
using System.Data.Common;
using ChatMemory.Journals.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Journals.Sqlite;

/// <summary>One file with a write-ahead log; one connection writes, others read beside it.</summary>
internal sealed class SqliteDatabase(
    IOptions<DataOptions> data, IOptions<JournalOptions> options, ILogger<SqliteDatabase> logger, SchemaVersions? schema = null)
    : IJournalDatabase
{
    private readonly DataFolder _folder = new(data.Value.DataDirectory);
    private readonly SchemaVersions _schema = schema ?? SqliteSchema.Versions;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    static SqliteDatabase() => SQLitePCL.Batteries_V2.Init();

    public int Writers => 1;

    public bool Blocks => true;

    public Task InitializeAsync(CancellationToken cancellationToken)
    {
        _folder.Take();
        using var connection = OpenWriter();
        new SqliteUpgrade(connection, _schema, logger).Run();
        return Task.CompletedTask;
    }

    public IJournalWriter CreateWriter() => new SqliteWriter(OpenWriter);

    public ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new ReadLease(_readers.TryTake(out var reader) ? reader : OpenReader(), GiveBack));

    public bool IsAway(Exception error) =>
        error is SqliteException { SqliteErrorCode: not (SQLitePCL.raw.SQLITE_TOOBIG or SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_MISMATCH) };

    public ChatMemoryException Explain(Exception error) => SqliteErrors.Explain(error);

    public ValueTask DisposeAsync()
    {
        foreach (var reader in _readers)
            reader.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    // A reader never checkpoints: the writer alone touches the log, so no two connections meet over its reset.
    private SqliteConnection OpenReader() => Open("pragma query_only = on; pragma wal_autocheckpoint = 0; pragma cache_size = -2000;");

    private SqliteConnection OpenWriter() => Open(
        """
        pragma journal_mode = wal;
        pragma secure_delete = on;
        pragma synchronous = full;
        pragma wal_autocheckpoint = 2000;
        pragma journal_size_limit = 67108864;
        pragma cache_size = -16000;
        pragma busy_timeout = 20;
        """);

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = _folder.Database,
            Mode = SqliteOpenMode.ReadWriteCreate,
            DefaultTimeout = (int)Math.Ceiling(options.Value.CommandTimeout.TotalSeconds),
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = pragmas;
            command.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void GiveBack(DbConnection connection)
    {
        if (_readers.Count < options.Value.ReadConcurrency)
            _readers.Add((SqliteConnection)connection);
        else
            connection.Dispose();
    }
}
