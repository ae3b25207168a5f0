using System.Numerics;

namespace ChatMemory.Load.Figures;

/// <summary>
/// Counts durations in buckets whose width grows with the duration, so that millions cost no more than ten and every percentile
/// is at most 0.8 % above the true one. Not for use by several threads at once.
/// </summary>
internal sealed class Histogram
{
    // Buckets are a microsecond wide below Steps microseconds, then there are so many in each doubling.
    private const int Steps = 128;
    private const int StepBits = 7;
    private const long Longest = 1L << 40;

    private readonly long[] _counts = new long[IndexOf(Longest) + 1];
    private long _max;

    public long Count { get; private set; }

    public TimeSpan Max => TimeSpan.FromMicroseconds(_max);

    public void Add(TimeSpan duration)
    {
        var microseconds = Math.Clamp((long)duration.TotalMicroseconds, 0, Longest);
        _counts[IndexOf(microseconds)]++;
        _max = Math.Max(_max, microseconds);
        Count++;
    }

    /// <summary>The duration that this share of all, in percent, does not exceed; zero when there are none.</summary>
    public TimeSpan At(double percent)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        var seen = 0L;
        for (var index = 0; index < _counts.Length; index++)
        {
            seen += _counts[index];
            if (seen >= rank)
                return TimeSpan.FromMicroseconds(Math.Min(_max, HighestOf(index)));
        }

        return TimeSpan.Zero;
    }

    private static int IndexOf(long microseconds)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)microseconds | 1) - StepBits);
        return (shift * Steps) + (int)(microseconds >> shift);
    }

    private static long HighestOf(int index)
    {
        var shift = Math.Max(0, (index / Steps) - 1);
        return (((long)index - (shift * Steps) + 1) << shift) - 1;
    }
}
