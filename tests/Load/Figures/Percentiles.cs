namespace ChatMemory.Load.Figures;

/// <summary>A histogram in a few figures, in milliseconds.</summary>
internal sealed record Percentiles(long Count, double P50, double P90, double P99, double P999, double Max)
{
    public static Percentiles Of(Histogram histogram) => new(
        histogram.Count,
        histogram.At(50).TotalMilliseconds,
        histogram.At(90).TotalMilliseconds,
        histogram.At(99).TotalMilliseconds,
        histogram.At(99.9).TotalMilliseconds,
        histogram.Max.TotalMilliseconds);
}
