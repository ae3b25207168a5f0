using System.Globalization;
using ChatMemory.Load.Figures;
using Spectre.Console;

namespace ChatMemory.Load.Reports;

/// <summary>Shows a run while it lasts: as a table in a terminal, as lines elsewhere.</summary>
internal static class Progress
{
    private static readonly TimeSpan Redrawn = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Line = TimeSpan.FromSeconds(5);

    public static Task ShowAsync(LoadRun run, Task running) => AnsiConsole.Profile.Out.IsTerminal
        ? AnsiConsole.Live(Table(run)).AutoClear(true).StartAsync(context => EveryAsync(Redrawn, running, () => context.UpdateTarget(Table(run))))
        : EveryAsync(Line, running, () => Console.Error.WriteLine(Text(run)));

    /// <summary>A line of figures.</summary>
    public static string Text(LoadRun run) => string.Join(", ", Rows(run).Select(row => $"{row.What} {row.Value}"));

    private static async Task EveryAsync(TimeSpan period, Task running, Action show)
    {
        using var timer = new PeriodicTimer(period);
        while (!running.IsCompleted)
        {
            var tick = timer.WaitForNextTickAsync().AsTask();
            if (await Task.WhenAny(tick, running) == tick)
                show();
        }
    }

    private static Table Table(LoadRun run)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        foreach (var (what, value) in Rows(run))
            table.AddRow(Markup.Escape(what), $"[bold]{Markup.Escape(value)}[/]");
        return table;
    }

    private static IEnumerable<(string What, string Value)> Rows(LoadRun run)
    {
        var (plan, elapsed, figures) = (run.Plan, run.Elapsed, run.SoFar());
        var phase = elapsed < plan.WarmUp ? "warming up" : elapsed < plan.End ? "measuring" : "waiting for the last answers";
        yield return (phase, string.Create(CultureInfo.InvariantCulture, $"{elapsed:mm\\:ss} of {plan.End:mm\\:ss}"));
        yield return ("messages", string.Create(CultureInfo.InvariantCulture, $"{figures.Due:N0} due at {plan.Rate:0.###}/s, {figures.Running:N0} under way, {figures.Completed:N0} completed"));
        yield return ("tokens/s", figures.TokensPerSecond.ToString("N0", CultureInfo.InvariantCulture));
        yield return ("first token", Times(figures.FirstToken));
        yield return ("between tokens", Times(figures.Gap));
        yield return ("whole answer", Times(figures.Whole));
        yield return ("errors", figures.Failed == 0 ? "0" : string.Join(", ", figures.Errors.Select(error => $"{error.Value} × {error.Key}")));
    }

    private static string Times(Percentiles times) =>
        string.Create(CultureInfo.InvariantCulture, $"p50 {times.P50:N1} p99 {times.P99:N1} max {times.Max:N0} ms");
}
