namespace ChatMemory.Chaos.Faults;

/// <summary>How long recovery took, by kind.</summary>
internal sealed class RecoveryTimes
{
    private readonly SortedDictionary<string, List<TimeSpan>> _times = new(StringComparer.Ordinal);

    public void Add(string kind, TimeSpan time)
    {
        if (!_times.TryGetValue(kind, out var times))
            _times[kind] = times = [];
        times.Add(time);
    }

    /// <summary>The longest of a kind; zero when there was none.</summary>
    public TimeSpan Longest(string kind) => _times.TryGetValue(kind, out var times) ? times.Max() : TimeSpan.Zero;

    public override string ToString() => string.Join('\n', _times.Select(kind => Line(kind.Key, [.. kind.Value.Order()])).Prepend(
        $"{"recovery in seconds",-52} {"count",6} {"p50",6} {"p99",6} {"max",6}"));

    private static string Line(string kind, List<TimeSpan> times) =>
        $"{kind,-52} {times.Count,6} {At(times, 0.5),6:0.0} {At(times, 0.99),6:0.0} {At(times, 1),6:0.0}";

    private static double At(List<TimeSpan> sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Count) - 1].TotalSeconds;
}
