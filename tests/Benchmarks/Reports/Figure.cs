namespace ChatMemory.Benchmarks.Reports;

/// <summary>One line of a report.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Value">What came out, with its unit.</param>
/// <param name="Goal">What is wanted; empty when nothing was agreed.</param>
/// <param name="Baseline">The same by the simplest other way, in the same run.</param>
internal sealed record Figure(string What, string Value, string Goal = "", string Baseline = "");
