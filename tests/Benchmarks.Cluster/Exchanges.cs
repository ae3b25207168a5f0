using System.Diagnostics;
using ChatMemory.Benchmarks.Chats;
using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;

namespace ChatMemory.Benchmarks.Cluster;

/// <summary>How many exchanges a second servers do when people always have the next question ready, and what CPU one takes.</summary>
internal sealed class Exchanges
{
    private const int People = 64;
    private const int TokensOfAnswer = 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(10);

    private int _sessions;

    public async Task<Report> RunAsync()
    {
        await using var model = await StandIn.StartAsync();
        var figures = new List<Figure>();
        await using (var single = await Server.StartAsync(model, ClusterUnderTest.Patient))
            figures.Add(await MeasureAsync("one-process server, SQLite", [single]));
        foreach (var nodes in new[] { 1, 2, 3 })
        {
            await using var cluster = await ClusterUnderTest.StartAsync(model, Enumerable.Repeat("node", nodes));
            if (nodes == 1)
            {
                await using var single = await Server.StartAsync(model, ClusterUnderTest.Patient, "--ChatMemory:Journals:Provider=Postgres", $"--ChatMemory:Journals:ConnectionString={cluster.Database}");
                figures.Add(await MeasureAsync("one-process server, PostgreSQL", [single]));
            }

            figures.Add(await MeasureAsync(nodes == 1 ? "1 node" : $"{nodes} nodes", cluster.Processes));
        }

        return new(
            "Exchanges a second",
            "nodes",
            "CPU of an exchange in the servers",
            figures,
            [
                $"{People} people, each another user with one session, who ask again as soon as they have their answer of {TokensOfAnswer} tokens; the nodes are asked in turn. {Measured.TotalSeconds:F0} s after {WarmUp.TotalSeconds:F0} s that are not counted. Recall, journal, learning and extraction at their defaults.",
                $"All processes share {Environment.ProcessorCount} cores: the nodes, PostgreSQL, the model and the people. More nodes add no cores here, so that the figures show what spreading costs, not what it gains; on machines of their own, divide a node's cores by the CPU of an exchange.",
            ])
        { Project = "tests/Benchmarks.Cluster" };
    }

    private async Task<Figure> MeasureAsync(string name, IReadOnlyList<Server> servers)
    {
        using var http = new HttpClient();
        var routes = servers.Select(Route.Through).ToArray();
        var round = Interlocked.Increment(ref _sessions);
        var took = new List<double>();
        var begun = Stopwatch.GetTimestamp();
        var cpu = 0.0;
        var people = Enumerable.Range(0, People).Select(person => AskAsync(person)).ToList();
        await Task.Delay(WarmUp);
        cpu -= servers.Sum(server => ProcessFigures.CpuSeconds(server.Id));
        await Task.WhenAll(people);
        cpu += servers.Sum(server => ProcessFigures.CpuSeconds(server.Id));
        var times = new Percentiles(took);
        return new(
            name,
            $"**{times.Count / Measured.TotalSeconds:N0}/s**, first token p50 {times.At(50):F0}, p99 {times.At(99):F0} ms",
            "",
            $"{cpu * 1e3 / times.Count:F1} ms");

        async Task AskAsync(int person)
        {
            for (var turn = person; Stopwatch.GetElapsedTime(begun) is var since && since < WarmUp + Measured; turn++)
            {
                var route = routes[turn % routes.Length];
                var answer = await StreamedAnswer.ReadAsync(http, route, route.Ask($"user{round}-{person}", "chat", StandIn.Paced(TokensOfAnswer, 0), $"What about number {turn}?"));
                if (since < WarmUp)
                    continue;
                lock (took)
                    took.Add(answer.FirstToken);
            }
        }
    }
}
