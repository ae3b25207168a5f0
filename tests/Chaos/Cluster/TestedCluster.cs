using ChatMemory.Support;
using ChatMemory.Support.StandIn;
using Npgsql;

namespace ChatMemory.Chaos.Cluster;

/// <summary>PostgreSQL, a stand-in for the model, and three nodes as operators run them: with the defaults of a node.</summary>
internal sealed class TestedCluster : IAsyncDisposable
{
    private const int Size = 3;

    private readonly StandInModel _model;
    private readonly string _database;

    private TestedCluster(PostgresServer postgres, StandInModel model, string database, string folder)
    {
        Postgres = postgres;
        _model = model;
        _database = database;
        model.Otherwise = ScriptedModel.Reply;
        Nodes = [.. Enumerable.Range(0, Size).Select(number => new Node(number, Settings, folder))];
    }

    public PostgresServer Postgres { get; }

    public IReadOnlyList<Node> Nodes { get; }

    private Dictionary<string, string> Settings => new()
    {
        ["ChatMemory__Journals__ConnectionString"] = _database,
        ["OPENAI_BASE_URL"] = _model.Endpoint.ToString(),
        ["OPENAI_API_KEY"] = "none",
        // So that a client soon notices that its node hangs.
        ["ChatMemory__Api__PingInterval"] = "00:00:02",
    };

    /// <summary>Starts everything, or returns null where PostgreSQL is not installed.</summary>
    public static async Task<TestedCluster?> TryStartAsync(string folder)
    {
        if (await PostgresServer.TryStartAsync() is not { } postgres)
            return null;
        var cluster = new TestedCluster(postgres, await StandInModel.StartAsync(record: false), await postgres.CreateSchemaAsync(), folder);
        try
        {
            foreach (var node in cluster.Nodes)
                node.Start();
            await Task.WhenAll(cluster.Nodes.Select(node => node.ReadyAsync()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Cuts every connection to PostgreSQL, from the side of PostgreSQL.</summary>
    public async Task CutDatabaseConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await _model.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}
