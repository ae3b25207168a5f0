using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Benchmarks.Speed;

namespace ChatMemory.Benchmarks.Residence;

/// <summary>How much memory the server holds while many sessions are loaded and nobody says anything.</summary>
internal sealed class IdleSessions(int sessions, Func<Task<(Server Server, IAsyncDisposable Whole)>>? start = null)
{
    private const int SessionsOfUser = 100;
    private const int WarmUps = 200;
    private const int AtOnce = 8;
    private const int Seed = 1;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    private readonly ChatTexts _texts = new(new(Seed));

    public async Task<Report> RunAsync()
    {
        var own = await MeasureAsync(session => $"user{session}");
        var shared = await MeasureAsync(session => $"user{session / SessionsOfUser}");
        return new(
            "Memory of idle sessions",
            "idle",
            "the server before them",
            [.. Figures("each of another user", own), .. Figures($"{SessionsOfUser} a user", shared)],
            [
                $"Resident memory (`VmRSS`) of the server, offline: before, after {WarmUps} sessions that warm it up; then with {sessions:N0} more, each with one recorded exchange that was learned from, the user's memory and index loaded as well. Read after {Rest.TotalSeconds:F0} s of silence; garbage not collected by then counts as held.",
            ]);
    }

    private async Task<(long Before, long After)> MeasureAsync(Func<int, string> userOf)
    {
        var (server, whole) = await (start ?? StartAsync)();
        await using var ends = whole;
        await OpenAsync(server, WarmUps, session => $"warm{session}");
        await Task.Delay(Rest);
        var before = ProcessFigures.Resident(server.Id);
        await OpenAsync(server, sessions, userOf);
        await Task.Delay(Rest);
        return (before, ProcessFigures.Resident(server.Id));
    }

    private static async Task<(Server, IAsyncDisposable)> StartAsync()
    {
        var server = await Server.StartAsync();
        return (server, server);
    }

    private async Task OpenAsync(Server server, int count, Func<int, string> userOf)
    {
        var texts = Enumerable.Range(0, 2 * count).Select(_ => _texts.Next()).ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce };
        await Parallel.ForEachAsync(Enumerable.Range(0, count), parallel, async (session, _) =>
            await server.PostAsync($"/api/users/{userOf(session)}/sessions/session{session}/exchanges", Exchange(texts[2 * session], texts[(2 * session) + 1])));
        await Parallel.ForEachAsync(Enumerable.Range(0, count).Select(userOf).Distinct(), parallel, async (user, _) => await server.SettleAsync(user));
    }

    private static object Exchange(string question, string answer) => new
    {
        exchanges = new[] { new { items = new[] { new { role = "user", text = question }, new { role = "assistant", text = answer } } } },
    };

    private IEnumerable<Figure> Figures(string name, (long Before, long After) memory) =>
    [
        new($"{sessions:N0} sessions, {name}", $"{memory.After / 1e6:N0} MB", "", $"{memory.Before / 1e6:N0} MB"),
        new("a session", $"**{(memory.After - memory.Before) / 1e3 / sessions:F1} kB**"),
    ];
}
