using System.Diagnostics;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Support;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>How many appends a second are on disk when they are acknowledged, and how long each waits for that.</summary>
internal sealed class Appends(TimeSpan duration)
{
    private const int PayloadBytes = 300;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);

    public async Task<Report> RunAsync()
    {
        var disk = DiskSync.Measure(PayloadBytes, duration);
        var baseline = $"{disk.Rate:N0}/s, p95 {disk.Times.At(95):F2} ms";
        var figures = await MeasureAsync("SQLite", connectionString: null, baseline);
        await using var postgres = await PostgresServer.TryStartAsync(synced: true);
        if (postgres is not null)
            figures.AddRange(await MeasureAsync("PostgreSQL", await postgres.CreateSchemaAsync(), baseline));
        else
            figures.Add(new("PostgreSQL", "not installed here"));

        return new(
            "Durable appends",
            "appends",
            "a plain file",
            figures,
            [
                $"Each writer has a journal of its own and appends one record of {PayloadBytes} bytes at a time, `Durability.Synced`, {duration.TotalSeconds:F0} s; an append counts when it is acknowledged, which is after fsync.",
                "The plain file: the same bytes written and synced one after the other by one writer, which is what the disk gives without commits in groups. PostgreSQL runs on the same disk with `fsync=on`.",
            ]);
    }

    private async Task<List<Figure>> MeasureAsync(string name, string? connectionString, string baseline)
    {
        await using var store = await JournalStore.OpenAsync(connectionString);
        var figures = new List<Figure>();
        foreach (var (writers, goal) in new[] { (1, ""), (50, "≥ 1,000/s, p95 ≤ 20 ms"), (200, "≥ 1,000/s") })
        {
            await WriteAsync(store.Journals, writers, $"warm{writers}", WarmUp);
            var began = Stopwatch.GetTimestamp();
            var times = await WriteAsync(store.Journals, writers, $"measured{writers}", duration);
            var rate = times.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
            figures.Add(new($"{name}, {writers} writer{(writers == 1 ? "" : "s")}", $"**{rate:N0}/s**, p50 {times.At(50):F2}, p95 **{times.At(95):F2} ms**", goal, baseline));
        }

        return figures;
    }

    private static async Task<Percentiles> WriteAsync(IJournalStore journals, int writers, string user, TimeSpan duration) =>
        new((await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(() => WriterAsync(journals, $"{user}-{writer}", duration)))))
            .SelectMany(times => times));

    private static async Task<List<double>> WriterAsync(IJournalStore journals, string user, TimeSpan duration)
    {
        var head = await journals.OpenAsync(JournalKey.Of(new UserKey(TenantId.Parse("benchmark"), UserId.Parse(user))));
        var (payload, times, sequence, began) = (Payload(), new List<double>(), head.Sequence, Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(began) < duration)
        {
            var started = Stopwatch.GetTimestamp();
            var result = await journals.AppendAsync(new(head.Key, head.Epoch, sequence, [payload]));
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            sequence = result.Appended ? result.Sequence : throw new InvalidOperationException("An append was refused.");
        }

        return times;
    }

    private static ReadOnlyMemory<byte> Payload() => System.Text.Encoding.UTF8.GetBytes($"{{\"text\":\"{new string('x', PayloadBytes - 11)}\"}}");
}
