using ChatMemory.Chaos.Faults;

namespace ChatMemory.Chaos.Tests;

/// <summary>The short form of a run. Its seed is another each time and is printed; the long form is started by hand.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Cluster_OfWhichEverythingDiesOnce_LosesNothing_DoublesNothing_AndSettles() =>
        await HoldsAsync(new() { Kills = 7, Clients = 8 }, recoversWithin: TimeSpan.FromSeconds(40));

    [Fact]
    public async Task Cluster_RestartedNodeByNodeUnderLoad_CutsNoExchange() =>
        await HoldsAsync(new() { Rolling = 1, Clients = 8 }, TimeSpan.MaxValue);

    // The bound is far above what a quiet machine needs, and below what Orleans takes where nobody declares the dead dead.
    private async Task HoldsAsync(ChaosOptions options, TimeSpan recoversWithin)
    {
        var report = await ChaosRun.TryAsync(options, output.WriteLine);
        Assert.SkipWhen(report is null, $"PostgreSQL is not installed here. Install it, or name its folder of binaries in {Support.PostgresServer.BinariesVariable}.");
        output.WriteLine(report.ToString());
        Assert.True(report.Violations.Count == 0, report.ToString());
        // A machine too busy for its nodes to answer each other says nothing about time.
        Assert.True(report.Deaths > 0 || report.Times.Longest(Saboteur.OfKill) < recoversWithin, report.ToString());
    }
}
