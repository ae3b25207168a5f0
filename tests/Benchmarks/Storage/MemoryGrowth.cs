using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Benchmarks.Speed;

namespace ChatMemory.Benchmarks.Storage;

/// <summary>Whether storing a memory costs more when there are many already.</summary>
/// <param name="count">The later memory; the earlier one is the 100th.</param>
internal sealed class MemoryGrowth(int count)
{
    private const int FirstOfEarly = 50;
    private const int Early = 100;
    private const int EarlyUsers = 20;
    private const int Window = Early * EarlyUsers;
    private const int Seed = 1;

    private readonly ChatTexts _texts = new(new(Seed));

    public async Task<Report> RunAsync()
    {
        await using var server = await Server.StartAsync();
        using var plain = new PlainTable();
        var ours = await MeasureAsync(
            () => ProcessFigures.Bytes(server.Id), (user, text) => server.AddAsync(user, [text]), server.SettleAsync);
        var baseline = await MeasureAsync(
            () => ProcessFigures.Bytes(Environment.ProcessId),
            (user, text) =>
            {
                plain.Add(user, text);
                return Task.CompletedTask;
            },
            _ => Task.CompletedTask);

        return new(
            "Bytes written for a memory",
            "memory-growth",
            "a plain table",
            [
                .. Figures("handed to the file system", ours, baseline, cost => cost.Written, "≤ 1.2"),
                .. Figures("of which went to storage", ours, baseline, cost => cost.Stored, ""),
            ],
            [
                "`wchar` and `write_bytes` of `/proc/PID/io`: everything that the process wrote, the write-ahead log, checkpoints, snapshots and vectors included; the size of the files would hide what is written twice. The first depends on nothing but the program and is what the goal is held against; the second counts whole pages and forgets those that are overwritten before they reach the disk.",
                $"One memory of 20 words an add, one add after the other, through the API, embeddings offline. Each figure is the mean of {Window:N0} adds, so that checkpoints fall into both alike: around the 100th of {EarlyUsers} users, and around the {count:N0}th of one user. Seed {Seed}.",
                "All adds to one user: the mean from the first to the last, with every snapshot in between.",
            ]);
    }

    private async Task<Costs> MeasureAsync(Func<(long Written, long Stored)> bytes, Func<string, string, Task> add, Func<string, Task> settle)
    {
        var early = new Cost(0, 0);
        for (var user = 0; user < EarlyUsers; user++)
        {
            await AddAsync($"early{user}", FirstOfEarly, add, settle);
            var begun = bytes();
            await AddAsync($"early{user}", Early, add, settle);
            early += Cost.Since(begun, bytes());
        }

        var before = Math.Max(0, count - (Window / 2));
        var start = bytes();
        await AddAsync("late", before, add, settle);
        var middle = bytes();
        await AddAsync("late", Window, add, settle);
        var end = bytes();
        return new(early / Window, Cost.Since(middle, end) / Window, Cost.Since(start, end) / (before + Window));
    }

    private async Task AddAsync(string user, int memories, Func<string, string, Task> add, Func<string, Task> settle)
    {
        for (var i = 0; i < memories; i++)
            await add(user, _texts.Next());
        await settle(user);
    }

    private IEnumerable<Figure> Figures(string name, Costs ours, Costs baseline, Func<Cost, double> of, string goal) =>
    [
        new($"100th memory, {name}", $"{of(ours.Early):N0} bytes", "", $"{of(baseline.Early):N0} bytes"),
        new($"{count:N0}th memory", $"{of(ours.Late):N0} bytes", "", $"{of(baseline.Late):N0} bytes"),
        new("ratio", $"**{of(ours.Late) / of(ours.Early):F2}**", goal, $"{of(baseline.Late) / of(baseline.Early):F2}"),
        new("all adds to one user", $"{of(ours.All):N0} bytes", "", $"{of(baseline.All):N0} bytes"),
    ];

    private sealed record Costs(Cost Early, Cost Late, Cost All);

    private sealed record Cost(double Written, double Stored)
    {
        public static Cost Since((long Written, long Stored) begun, (long Written, long Stored) ended) =>
            new(ended.Written - begun.Written, ended.Stored - begun.Stored);

        public static Cost operator +(Cost one, Cost other) => new(one.Written + other.Written, one.Stored + other.Stored);

        public static Cost operator /(Cost cost, int adds) => new(cost.Written / adds, cost.Stored / adds);
    }
}
