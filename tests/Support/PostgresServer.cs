using System.Diagnostics;
using Npgsql;

namespace ChatMemory.Support;

/// <summary>A PostgreSQL of the tests' own: a temporary cluster on a free loopback port, gone when it is disposed of or when the tests die.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    /// <summary>Names the folder of initdb and postgres if they are not where Debian puts them.</summary>
    public const string BinariesVariable = "CHAT_MEMORY_POSTGRES_BIN";

    private readonly PostgresBinaries _binaries;
    private readonly string _folder;
    private readonly int _port;
    private readonly bool _synced;
    private int _schemas;

    private PostgresServer(PostgresBinaries binaries, string folder, int port, bool synced)
    {
        _binaries = binaries;
        _folder = folder;
        _port = port;
        _synced = synced;
    }

    private string Administration => $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Timeout=5;Pooling=false";

    /// <summary>Starts one, or returns null where PostgreSQL is not installed.</summary>
    /// <param name="synced">Whether commits wait for the disk, as measurements need it; tests lose no power and are quicker without.</param>
    public static async Task<PostgresServer?> TryStartAsync(bool synced = false)
    {
        if (PostgresBinaries.Find() is not { } binaries)
            return null;
        var folder = (await binaries.RunAsync("mktemp", "-d", Path.Combine(Path.GetTempPath(), "chat-memory-postgres.XXXXXX"))).Trim();
        await binaries.RunAsync("initdb", "-D", folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
        var server = new PostgresServer(binaries, folder, FreePorts.Next(), synced);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it again after <see cref="StopAsync"/>.</summary>
    public async Task StartAsync()
    {
        _binaries.StartUntilExit(
            "postgres", "-D", _folder, "-p", $"{_port}", "-k", _folder, "-c", "listen_addresses=127.0.0.1", "-c", "log_min_messages=fatal",
            "-c", $"fsync={(_synced ? "on" : "off")}");
        await WaitForAnswerAsync();
    }

    /// <summary>Stops it; what was committed stays.</summary>
    /// <param name="crash">Whether it ends without putting anything in order, as when it crashes.</param>
    public Task StopAsync(bool crash = false) => _binaries.RunAsync("pg_ctl", "stop", "-D", _folder, "-m", crash ? "immediate" : "fast", "-w");

    /// <summary>A connection string to an empty schema that nothing else uses.</summary>
    public async Task<string> CreateSchemaAsync()
    {
        var schema = $"test{Interlocked.Increment(ref _schemas)}";
        await using var connection = new NpgsqlConnection(Administration);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"create schema {schema}", connection);
        await command.ExecuteNonQueryAsync();
        return $"Host=127.0.0.1;Port={_port};Username=postgres;Database=postgres;Search Path={schema}";
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitForAnswerAsync()
    {
        var begun = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(Administration);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (begun.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(50);
            }
        }
    }
}
