namespace ChatMemory.Benchmarks.Reports;

/// <summary>What a benchmark found out, in the form that <c>docs/benchmarks.md</c> has.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Command">The arguments that repeat it.</param>
/// <param name="Baseline">What the last column is.</param>
/// <param name="Figures">The table.</param>
/// <param name="Notes">How it was measured, a sentence each.</param>
internal sealed record Report(string Title, string Command, string Baseline, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>The project whose command it is.</summary>
    public string Project { get; init; } = "tests/Benchmarks";

    public void Write(TextWriter output)
    {
        output.WriteLine($"## {Title}");
        output.WriteLine();
        output.WriteLine($"`dotnet run -c Release --project {Project} -- {Command}`");
        output.WriteLine();
        output.WriteLine($"| | figure | goal | {Baseline} |");
        output.WriteLine("|---|---|---|---|");
        foreach (var figure in Figures)
            output.WriteLine($"| {figure.What} | {figure.Value} | {figure.Goal} | {figure.Baseline} |");
        output.WriteLine();
        foreach (var note in Notes)
            output.WriteLine($"- {note}");
        output.WriteLine();
    }
}
