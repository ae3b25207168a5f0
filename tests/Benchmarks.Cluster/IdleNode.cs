using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Benchmarks.Residence;

namespace ChatMemory.Benchmarks.Cluster;

/// <summary>What idle sessions and users cost in a node, beside the one-process server.</summary>
internal static class IdleNode
{
    public static async Task<Report> RunAsync(int sessions)
    {
        var single = await new IdleSessions(sessions).RunAsync();
        var node = await new IdleSessions(sessions, StartAsync).RunAsync();
        return single with
        {
            Title = "Memory of idle sessions and users in a node",
            Command = "idle",
            Project = "tests/Benchmarks.Cluster",
            Figures = [.. Named("one-process server", single), .. Named("node", node)],
        };
    }

    private static async Task<(Server, IAsyncDisposable)> StartAsync()
    {
        var cluster = await ClusterUnderTest.StartAsync(model: null, "node");
        return (cluster.Processes[0], cluster);
    }

    private static IEnumerable<Figure> Named(string name, Report report) => report.Figures.Select(figure => figure with { What = $"{name}: {figure.What}" });
}
