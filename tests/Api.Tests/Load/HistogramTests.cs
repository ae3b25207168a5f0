using ChatMemory.Load.Figures;

namespace ChatMemory.Load;

public sealed class HistogramTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Percentiles_AreAtMostEightPerMilleAboveTheTrueOnes(int seed)
    {
        var random = new Random(seed);
        // From microseconds to minutes, as latencies are.
        var values = Enumerable.Range(0, 20_000).Select(_ => (long)Math.Exp(random.NextDouble() * 18)).Order().ToArray();
        var histogram = new Histogram();
        foreach (var value in values)
            histogram.Add(TimeSpan.FromMicroseconds(value));

        foreach (var percent in new[] { 0.01, 1, 50, 90, 99, 99.9, 99.99, 100 })
        {
            var exact = values[Math.Max(0, (int)Math.Ceiling(values.Length * percent / 100) - 1)];
            Assert.InRange(histogram.At(percent).TotalMicroseconds, exact, exact * 1.008);
        }

        Assert.Equal(values[^1], histogram.Max.TotalMicroseconds);
        Assert.Equal(values.Length, histogram.Count);
    }

    [Fact]
    public void Percentile_OfOne_IsThatOne()
    {
        var histogram = new Histogram();

        histogram.Add(TimeSpan.FromMicroseconds(1_000_003));

        Assert.Equal(TimeSpan.FromMicroseconds(1_000_003), histogram.At(50));
        Assert.Equal(TimeSpan.FromMicroseconds(1_000_003), histogram.At(99.9));
    }

    [Fact]
    public void Durations_BeyondAllMeasure_AreKeptInTheLastBucket()
    {
        var histogram = new Histogram();

        histogram.Add(TimeSpan.MaxValue);
        histogram.Add(TimeSpan.FromSeconds(-1));

        Assert.Equal(TimeSpan.Zero, histogram.At(50));
        Assert.True(histogram.At(100) > TimeSpan.FromDays(12));
    }

    [Fact]
    public void Percentile_OfNothing_IsZero() => Assert.Equal(TimeSpan.Zero, new Histogram().At(99));
}
