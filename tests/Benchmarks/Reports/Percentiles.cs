namespace ChatMemory.Benchmarks.Reports;

/// <summary>Times in milliseconds, put in order.</summary>
internal sealed class Percentiles(IEnumerable<double> milliseconds)
{
    private readonly double[] _sorted = [.. milliseconds.Order()];

    public int Count => _sorted.Length;

    /// <summary>The smallest value that this share, in percent, of all does not exceed.</summary>
    public double At(int percent) =>
        _sorted.Length == 0 ? double.NaN : _sorted[Math.Clamp((int)Math.Ceiling(_sorted.Length * percent / 100.0) - 1, 0, _sorted.Length - 1)];
}
