using System.Diagnostics;
using ChatMemory.Chaos.Clients;
using ChatMemory.Chaos.Cluster;
using ChatMemory.Chaos.Faults;
using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos;

/// <summary>One run: a cluster, clients, faults, and at the end the question whether all that was promised was held.</summary>
internal sealed class ChaosRun(TestedCluster cluster, ChaosOptions options, string folder, Action<string> log)
{
    private readonly Recorder _history = new();
    private readonly RecoveryTimes _times = new();
    private readonly Dictionary<FaultKind, int> _faults = [];
    private readonly Stopwatch _since = Stopwatch.StartNew();

    private IReadOnlyList<string> Users => [.. Enumerable.Range(0, options.Clients).Select(number => $"patron{number}")];

    /// <summary>Starts a cluster and does to it what the options say.</summary>
    /// <returns>What came of it, or null where PostgreSQL is not installed.</returns>
    public static async Task<ChaosReport?> TryAsync(ChaosOptions options, Action<string> log)
    {
        var folder = Directory.CreateDirectory(options.Folder ?? Directory.CreateTempSubdirectory("chat-memory-chaos").FullName).FullName;
        log($"seed {options.Seed}, logs in {folder}");
        if (await TestedCluster.TryStartAsync(folder) is not { } cluster)
            return null;
        await using (cluster)
        {
            var report = await new ChaosRun(cluster, options, folder, log).RunAsync();
            if (report.Violations.Count == 0 && options.Folder is null)
                Directory.Delete(folder, recursive: true);
            return report;
        }
    }

    private async Task<ChaosReport> RunAsync()
    {
        using var ends = new CancellationTokenSource();
        var random = new Random(options.Seed);
        var chats = Users.Select((user, number) => new ChatClient(user, number, cluster.Nodes, _history, new(random.Next())).RunAsync(ends.Token)).ToList();
        var probes = new Probes(_history);
        await probes.AllAnswerAsync(cluster.Nodes, Stopwatch.GetTimestamp());

        await HurtAsync(new(cluster, probes, _times, random), random);
        await ends.CancelAsync();
        await Task.WhenAll(chats);

        var state = await new FinalStateReader(cluster.Nodes, _history).ReadAsync([.. Users, .. Probes.Users]);
        await _history.SaveAsync(Path.Combine(folder, "history.jsonl"), state);
        var deaths = cluster.Nodes.Sum(node => node.Deaths);
        // A node that ended by itself has cut what it answered.
        var violations = HistoryCheck.Of(_history.Entries, state, mayCut: options.Rolling == 0 || deaths > 0);
        return new(options, _since.Elapsed, _faults, _history.Entries, state, [.. violations, .. await LogCheck.OfAsync(cluster.Nodes)], _times, deaths, folder);
    }

    private async Task HurtAsync(Saboteur saboteur, Random random)
    {
        for (var round = 1; round <= options.Rolling; round++)
        {
            await saboteur.RollAsync();
            Say($"restarted all nodes, round {round} of {options.Rolling}");
        }

        if (options.Rolling > 0)
            return;
        var killed = 0;
        foreach (var kind in FaultSchedule.Of(options.Kills, random))
        {
            await saboteur.DoAsync(kind);
            _faults[kind] = _faults.GetValueOrDefault(kind) + 1;
            killed += FaultSchedule.Kills(kind);
            Say($"{kind}, {killed} of {options.Kills} kills");
        }
    }

    private void Say(string what) => log($"{_since.Elapsed:mm\\:ss} {what}");
}
