using System.Diagnostics;
using System.Text;
using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;

namespace ChatMemory.Benchmarks.Chats;

/// <summary>How many tokens a second pass through the server, beside nginx passing on the same model.</summary>
internal sealed class Relay(int tokens)
{
    private const int Streams = 8;
    private const int Rounds = 3;
    private const int WarmUps = 3;
    private const int TailLength = 4_096;

    private int _sessions;

    public async Task<Report> RunAsync()
    {
        await using var model = await StandIn.StartAsync();
        await using var server = await Server.StartAsync(model);
        await using var nginx = await Nginx.TryStartAsync(model.Endpoint);
        using var http = new HttpClient();

        var routes = new List<(Route Route, int Process)> { (Route.Through(server), server.Id) };
        if (nginx is not null)
            routes.Add((Route.OpenAI("nginx", nginx.Address), nginx.Id));
        var figures = new List<Figure>();
        foreach (var together in new[] { 1, 32 })
            figures.AddRange(await CompareAsync(http, routes, StandIn.Flood(tokens, together), together));

        return new(
            "Streamed tokens through the server",
            "relay",
            nginx is null ? "nginx: not installed here" : "nginx",
            figures,
            [
                $"{Streams} answers at once of {tokens:N0} tokens of 5 characters each, as fast as they are read; every answer read to its end. Median of {Rounds} rounds, taking turns, after {WarmUps} that are not counted.",
                "nginx: a worker a core, kept connections, `proxy_buffering off`. It keeps nothing; the server recalls, journals every token before it shows it, and learns from the answer.",
                "CPU is what the server's or nginx's processes took; the model and the reader, each a process of its own, share the same cores.",
            ]);
    }

    private async Task<List<Figure>> CompareAsync(HttpClient http, List<(Route Route, int Process)> routes, string model, int together)
    {
        var rates = routes.Select(_ => new List<(double Rate, double Cpu)>()).ToList();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            foreach (var (place, (route, process)) in routes.Index())
            {
                var measured = await MeasureAsync(http, route, process, model);
                if (round >= 0)
                    rates[place].Add(measured);
            }
        }

        var medians = rates.ConvertAll(rounds => rounds.OrderBy(one => one.Rate).ElementAt(rounds.Count / 2));
        var name = together == 1 ? "a token a write" : $"{together} tokens a write";
        return
        [
            new(
                $"{name}: tokens a second",
                $"**{medians[0].Rate:N0}**" + (medians.Count > 1 ? $" ({medians[0].Rate / medians[1].Rate:P0} of nginx)" : ""),
                "≥ 50% of nginx",
                medians.Count > 1 ? $"{medians[1].Rate:N0}" : ""),
            new($"{name}: CPU of a token", $"{medians[0].Cpu:F2} µs", "", medians.Count > 1 ? $"{medians[1].Cpu:F2} µs" : ""),
        ];
    }

    private async Task<(double Rate, double Cpu)> MeasureAsync(HttpClient http, Route route, int process, string model)
    {
        var before = ProcessFigures.CpuSeconds(process);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Streams).Select(_ => ReadAsync(http, route, model)));
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var all = (double)tokens * Streams;
        return (all / took, (ProcessFigures.CpuSeconds(process) - before) * 1e6 / all);
    }

    // Reads bytes without looking at them, so that the reader is no part of the figure, and looks at the end only.
    private async Task ReadAsync(HttpClient http, Route route, string model)
    {
        var number = Interlocked.Increment(ref _sessions);
        using var request = route.Ask($"user{number % Streams}", $"session{number}", model, "Tell me everything.");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync();
        var (buffer, tail) = (new byte[64 * 1024], "");
        for (int read; (read = await body.ReadAsync(buffer)) > 0;)
        {
            tail += Encoding.ASCII.GetString(buffer, Math.Max(0, read - TailLength), Math.Min(read, TailLength));
            tail = tail[^Math.Min(tail.Length, TailLength)..];
        }

        if (!tail.Contains(route.End, StringComparison.Ordinal))
            throw new InvalidOperationException($"{route.Name}: an answer did not come whole: {tail}");
    }
}
