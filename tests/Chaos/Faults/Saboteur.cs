using System.Diagnostics;
using ChatMemory.Chaos.Cluster;

namespace ChatMemory.Chaos.Faults;

/// <summary>Does one fault after the other, measures how long each is felt, and heals it before the next.</summary>
internal sealed class Saboteur(TestedCluster cluster, Probes probes, RecoveryTimes times, Random random)
{
    public const string OfKill = "kill -9: sessions, for clients of other nodes";
    public const string OfHang = "hung node: sessions, for clients of other nodes";
    public const string OfReturn = "restarted node serves, same ports";
    public const string OfMove = "restarted node serves, other ports";
    public const string OfAll = "all nodes killed and restarted: sessions";
    public const string OfDatabase = "PostgreSQL restarted: sessions";
    public const string OfCut = "connections to PostgreSQL cut: sessions";

    private static readonly TimeSpan DatabaseIsAway = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WakesToItsDeath = TimeSpan.FromSeconds(10);

    public async Task DoAsync(FaultKind kind)
    {
        await Task.Delay(random.Next(300, 1_000));
        switch (kind)
        {
            case FaultKind.Kill:
            case FaultKind.KillAndMove:
                await KillAsync(count: 1, newPorts: kind == FaultKind.KillAndMove);
                break;
            case FaultKind.KillTwo:
                await KillAsync(count: 2, newPorts: random.Next(2) == 0);
                break;
            case FaultKind.KillAll:
                await KillAllAsync();
                break;
            case FaultKind.Hang:
                await HangAsync();
                break;
            case FaultKind.RestartDatabase:
            case FaultKind.CrashDatabase:
                await RestartDatabaseAsync(crash: kind == FaultKind.CrashDatabase);
                break;
            case FaultKind.CutDatabase:
                await cluster.CutDatabaseConnectionsAsync();
                times.Add(OfCut, await probes.AllAnswerAsync(cluster.Nodes, Stopwatch.GetTimestamp()));
                break;
            default:
                foreach (var node in cluster.Nodes)
                    node.Cut();
                break;
        }
    }

    /// <summary>Stops one node after the other as an orchestrator does, and starts each again before the next.</summary>
    public async Task RollAsync()
    {
        foreach (var node in cluster.Nodes)
        {
            await node.StopAsync();
            await ReturnAsync([node], newPorts: random.Next(2) == 0);
        }
    }

    private async Task KillAsync(int count, bool newPorts)
    {
        var (gone, left) = Choose(count);
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(gone.Select(node => node.KillAsync()));
        times.Add(OfKill, await probes.AllAnswerAsync(left, since));
        await ReturnAsync(gone, newPorts);
    }

    private async Task KillAllAsync()
    {
        await Task.WhenAll(cluster.Nodes.Select(node => node.KillAsync()));
        var since = Stopwatch.GetTimestamp();
        foreach (var node in cluster.Nodes)
            node.Start(newPorts: random.Next(2) == 0);
        await Task.WhenAll(cluster.Nodes.Select(node => node.ReadyAsync()));
        times.Add(OfAll, await probes.AllAnswerAsync(cluster.Nodes, since));
    }

    private async Task HangAsync()
    {
        var (gone, left) = Choose(count: 1);
        var since = Stopwatch.GetTimestamp();
        await gone[0].PauseAsync();
        times.Add(OfHang, await probes.AllAnswerAsync(left, since));
        await gone[0].ResumeAsync();
        // A node that learns that it counts as dead ends; what it still had to write, the journals' fence refuses.
        if (!await gone[0].EndsWithinAsync(WakesToItsDeath))
            await gone[0].KillAsync();
        await ReturnAsync(gone, newPorts: false);
    }

    private async Task RestartDatabaseAsync(bool crash)
    {
        await cluster.Postgres.StopAsync(crash);
        await Task.Delay(DatabaseIsAway);
        await cluster.Postgres.StartAsync();
        times.Add(OfDatabase, await probes.AllAnswerAsync(cluster.Nodes, Stopwatch.GetTimestamp()));
    }

    private async Task ReturnAsync(IReadOnlyList<Node> nodes, bool newPorts)
    {
        var since = Stopwatch.GetTimestamp();
        foreach (var node in nodes)
            node.Start(newPorts);
        foreach (var node in nodes)
        {
            await node.ReadyAsync();
            times.Add(newPorts ? OfMove : OfReturn, await probes.AnswersAsync(node, since));
        }
    }

    private (IReadOnlyList<Node> Gone, IReadOnlyList<Node> Left) Choose(int count)
    {
        var nodes = cluster.Nodes.ToArray();
        random.Shuffle(nodes);
        return (nodes[..count], nodes[count..]);
    }
}
