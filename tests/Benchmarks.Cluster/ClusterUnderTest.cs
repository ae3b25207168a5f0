using System.Reflection;
using ChatMemory.Benchmarks.Processes;
using ChatMemory.Support;

namespace ChatMemory.Benchmarks.Cluster;

/// <summary>Processes of a cluster over a PostgreSQL of their own, which commits to the disk.</summary>
internal sealed class ClusterUnderTest : IAsyncDisposable
{
    /// <summary>A server that starts under full load meets cold code and connections; it waits instead of refusing.</summary>
    public const string Patient = "--ChatMemory:Journals:QueueTimeout=00:01:00";

    private static readonly string Program = Path.GetFullPath(
        typeof(ClusterUnderTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key == "Node").Value!);

    private readonly PostgresServer _postgres;
    private readonly List<Server> _processes = [];

    private ClusterUnderTest(PostgresServer postgres, string database)
    {
        _postgres = postgres;
        Database = database;
    }

    public string Database { get; }

    public IReadOnlyList<Server> Processes => _processes;

    /// <summary>Starts one process for each role, one after the other. All serve HTTP but silos.</summary>
    public static async Task<ClusterUnderTest> StartAsync(StandIn? model, params IEnumerable<string> roles)
    {
        var postgres = await PostgresServer.TryStartAsync(synced: true) ?? throw new InvalidOperationException("PostgreSQL is not installed here.");
        var cluster = new ClusterUnderTest(postgres, await postgres.CreateSchemaAsync());
        try
        {
            foreach (var role in roles)
                cluster._processes.Add(await Server.StartAsync(Program, model, cluster.Settings(role)));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Enumerable.Reverse(_processes))
            await process.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    // Nothing is refused and nobody counts as dead for being measured.
    private string[] Settings(string role) =>
    [
        $"--role={role}",
        $"--ChatMemory:Journals:ConnectionString={Database}",
        $"--ChatMemory:Node:Port={FreePorts.Next()}",
        $"--ChatMemory:Node:GatewayPort={FreePorts.Next()}",
        "--ChatMemory:Node:ShedAbove:Cpu=0",
        Patient,
        "--ChatMemory:Node:MissedProbes=20",
    ];
}
