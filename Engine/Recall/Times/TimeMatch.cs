using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Times;

/// <summary>Compares the times that a question names with when a memory was said and what it speaks of.</summary>
internal static class TimeMatch
{
    // What happened on a day is often told some days later.
    private const float DaysOfTelling = 4;

    // "In 2022" does not answer "on 3 June".
    private const int LongestAnswer = 62;

    /// <summary>1 when it was said at one of the times, fading over the days after, otherwise 0.</summary>
    public static float Said(IReadOnlyList<TimeRange> times, IndexedMemory memory)
    {
        var said = DayOf(memory);
        var best = 0f;
        foreach (var range in times)
        {
            var days = range.DaysTo(said);
            best = Math.Max(best, days == 0 ? 1 : said > range.To ? MathF.Exp(-days / DaysOfTelling) : 0);
        }

        return best;
    }

    public static bool SpeaksOf(IReadOnlyList<TimeRange> times, IndexedMemory memory)
    {
        foreach (var range in times)
        {
            foreach (var time in memory.Traits.Times)
            {
                if (time.Overlaps(range) && time.Days <= Math.Max(LongestAnswer, range.Days))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether either holds; null when the question names no time.</summary>
    public static bool? Of(IReadOnlyList<TimeRange> times, IndexedMemory memory) =>
        times.Count == 0 ? null : SpeaksOf(times, memory) || times.Any(range => range.DaysTo(DayOf(memory)) == 0);

    private static DateOnly DayOf(IndexedMemory memory) => DateOnly.FromDateTime(memory.Memory.SaidAt.UtcDateTime);
}
