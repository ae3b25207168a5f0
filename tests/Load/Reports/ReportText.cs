using System.Globalization;

namespace ChatMemory.Load.Reports;

/// <summary>Writes a report as the Markdown that <c>docs/benchmarks.md</c> has.</summary>
internal static class ReportText
{
    // Beyond this the tester, not the server, may be what its figures show.
    private const double ToleratedLag = 20;

    public static void Write(TextWriter output, IReadOnlyList<RateReport> report)
    {
        output.WriteLine();
        output.WriteLine("| messages/s | completed/s | tokens/s | first token p50 / p99 / max | between tokens p50 / p99 | longest pause p50 / p99 | whole answer p50 / p99 | errors |");
        output.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (plan, figures) in report)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {plan.Rate:0.###} | {figures.CompletedPerSecond:N1} | {figures.TokensPerSecond:N0} | {figures.FirstToken.P50:N1} / {figures.FirstToken.P99:N1} / {figures.FirstToken.Max:N0} ms | {figures.Gap.P50:N1} / {figures.Gap.P99:N1} ms | {figures.Pause.P50:N1} / {figures.Pause.P99:N1} ms | {figures.Whole.P50:N0} / {figures.Whole.P99:N0} ms | {figures.Failed:N0} of {figures.Due:N0} |"));
        }

        output.WriteLine();
        foreach (var note in Notes(report))
            output.WriteLine($"- {note}");
    }

    private static IEnumerable<string> Notes(IReadOnlyList<RateReport> report)
    {
        var plan = report[0].Plan;
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Users:N0} people, {plan.Turns} exchanges a conversation, about {plan.Tokens} tokens an answer; {plan.Duration.TotalSeconds:0.#} s measured after {plan.WarmUp.TotalSeconds:0.#} s. Seed {plan.Seed}.");
        yield return "Times count from when a message was due. What was given up counts with the time until then; what was refused counts as an error only.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Sum(one => one.Figures.Completed):N0} answers were compared with what the model sent, token by token, and were the same.");
        foreach (var (rate, figures) in report.Select(one => (one.Plan.Rate, one.Figures)))
        {
            foreach (var (kind, count) in figures.Errors)
                yield return string.Create(CultureInfo.InvariantCulture, $"At {rate:0.###}/s: {count:N0} × {kind}.");
            if (figures.Lag.P99 > ToleratedLag)
                yield return string.Create(CultureInfo.InvariantCulture, $"At {rate:0.###}/s the tester itself was late by up to {figures.Lag.P99:N0} ms (p99): give it another machine, or believe only larger figures.");
        }
    }
}
