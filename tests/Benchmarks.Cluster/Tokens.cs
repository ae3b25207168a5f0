using System.Diagnostics;
using ChatMemory.Benchmarks.Chats;
using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;

namespace ChatMemory.Benchmarks.Cluster;

/// <summary>What a token costs on its way: from session to client in one process, in a node, and from a silo through a gateway.</summary>
internal sealed class Tokens
{
    private const int Chats = 50;
    private const int Paced = 150;
    private const int Pace = 20;
    private const int Flooded = 20_000;
    private const int Streams = 8;
    private const int Rounds = 3;

    private int _sessions;

    public async Task<Report> RunAsync()
    {
        await using var model = await StandIn.StartAsync();
        await using var single = await Server.StartAsync(model);
        await using var node = await ClusterUnderTest.StartAsync(model, "node");
        await using var two = await ClusterUnderTest.StartAsync(model, "silo", "gateway");
        using var http = new HttpClient();
        (string Name, Route Route)[] ways =
        [
            ("the model itself", Route.OpenAI("the model itself", model.Endpoint)),
            ("one-process server", Route.Through(single)),
            ("session and gateway in one process (`node`)", Route.Through(node.Processes[0])),
            ("session in a `silo`, API in a `gateway`", Route.Through(two.Processes[1])),
        ];

        var delays = ways.Select(_ => new List<double>()).ToArray();
        var rates = ways.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (place, (_, route)) in ways.Index())
            {
                var found = await DelaysAsync(http, route);
                var rate = await RateAsync(http, route);
                // The first round is for the runtime to compile.
                if (round < 0)
                    continue;
                delays[place].AddRange(found);
                rates[place].Add(rate);
            }
        }

        var times = delays.Select(found => new Percentiles(found)).ToArray();
        return new(
            "A token through the cluster",
            "tokens",
            "the model itself",
            [
                .. ways.Index().Skip(1).SelectMany(way => Figures(way.Item.Name, times[way.Index], Median(rates[way.Index]), times[0], Median(rates[0]))),
            ],
            [
                $"Delay: from when the model writes a token to when the client has it, both by the machine's one clock; {Chats} chats of {Paced} tokens {Pace} ms apart, {Rounds} rounds taking turns, {times[1].Count:N0} tokens each way. What the server adds is the difference.",
                $"Tokens a second: {Streams} answers at once of {Flooded:N0} tokens as fast as they are read, median of {Rounds} rounds.",
                "The one-process server writes to SQLite, the others to PostgreSQL on the same disk. Model, servers, PostgreSQL and clients share the cores.",
            ])
        { Project = "tests/Benchmarks.Cluster" };
    }

    private static IEnumerable<Figure> Figures(string name, Percentiles times, double rate, Percentiles direct, double directRate) =>
    [
        new($"{name}: delay of a token, p50 / p99", $"**{times.At(50):F2} / {times.At(99):F2} ms**", "", $"{direct.At(50):F2} / {direct.At(99):F2} ms"),
        new($"{name}: tokens a second", $"**{rate:N0}**", "", $"{directRate:N0}"),
    ];

    private async Task<List<double>> DelaysAsync(HttpClient http, Route route)
    {
        var chats = Enumerable.Range(0, Chats).Select(_ => StampedAnswer.ReadAsync(http, Ask(route, StandIn.Stamped(Paced, Pace)), Paced));
        return [.. (await Task.WhenAll(chats)).SelectMany(found => found)];
    }

    private async Task<double> RateAsync(HttpClient http, Route route)
    {
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => DrainAsync(http, Ask(route, StandIn.Flood(Flooded, 1)))));
        return Streams * Flooded / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private HttpRequestMessage Ask(Route route, string model)
    {
        var number = Interlocked.Increment(ref _sessions);
        return route.Ask($"user{number % Chats}", $"session{number}", model, "Tell me everything.");
    }

    private static async Task DrainAsync(HttpClient http, HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            response.EnsureSuccessStatusCode();
            await response.Content.CopyToAsync(Stream.Null);
        }
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
