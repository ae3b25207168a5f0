using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Times;

/// <summary>Finds expressions of time in a text and says which days they mean, seen from the day on which they were said.</summary>
internal static class TimeExpressions
{
    // "Recently" is about this long ago at most.
    private const int DaysOfRecently = 14;

    /// <summary>The ranges that the words speak of, in their order.</summary>
    /// <param name="tokens">The text.</param>
    /// <param name="said">The day on which it was said.</param>
    public static List<TimeRange> Find(IReadOnlyList<Token> tokens, DateOnly said)
    {
        if (tokens.Count == 0)
            return [];
        var cursor = new TimeCursor(tokens, TimeWords.Of(tokens[0].Language));
        var found = new List<TimeRange>();
        for (var at = 0; at < cursor.Count;)
        {
            var (range, length) = At(cursor.From(at), said);
            if (range is { } days)
                found.Add(days);
            at += Math.Max(1, length);
        }

        return found;
    }

    private static (TimeRange? Range, int Length) At(TimeCursor at, DateOnly said)
    {
        if (Iso(at) is { } iso)
            return (TimeRange.Day(iso), 3);
        if (TimeDates.Read(at, said) is { Length: > 0 } dated)
            return dated;
        if (Relative(at, said) is { Length: > 0 } relative)
            return relative;
        return TimeNumbers.Year(at[0]) is { } year ? (TimeRange.Year(year), 1) : (null, 0);
    }

    private static DateOnly? Iso(TimeCursor at) =>
        TimeNumbers.Year(at[0]) is { } year && TimeNumbers.DayOfMonth(at[1]) is { } month and <= 12 && TimeNumbers.DayOfMonth(at[2]) is { } day
            ? TimeDates.DateOf(year, month, day) : null;

    private static (TimeRange? Range, int Length) Relative(TimeCursor at, DateOnly said)
    {
        if (at.Day is { } days)
            return (TimeRange.Day(said.AddDays(days)), 1);
        if (at.Words.Recently.Contains(at[0]))
            return (new(said.AddDays(-DaysOfRecently), said), 1);
        if (at.Words.AgoInFront.Contains(at[0]) && at.CountAt(1) is { } count && at.UnitAt(2) is { } unit)
            return (Ago(unit, count, said), 3);
        if (at.ShiftAt(0) is { } shift)
            return Shifted(at.From(1), said, shift) is { } shifted ? (shifted, 2) : (null, 0);
        if (at.Words.ShiftsFollow && at.ShiftAt(1) is { } behind && Shifted(at, said, behind) is { } noun)
            return (noun, 2);
        if (at.CountAt(0) is { } number)
            return CountedAgo(at, number, said);
        return at.Words.Weekdays.TryGetValue(at[0], out var weekday) ? (TimeRange.Day(LastWeekday(weekday, said)), 1) : (null, 0);
    }

    private static (TimeRange? Range, int Length) CountedAgo(TimeCursor at, int count, DateOnly said)
    {
        var place = at.Words.Links.Contains(at[1]) ? 2 : 1;
        return at.UnitAt(place) is { } unit && at.Words.Ago.Contains(at[place + 1]) ? (Ago(unit, count, said), place + 2) : (null, 0);
    }

    private static TimeRange? Shifted(TimeCursor noun, DateOnly said, int by)
    {
        var (word, words) = (noun[0], noun.Words);
        if (words.PartsOfDay.Contains(word))
            return TimeRange.Day(said.AddDays(by));
        if (words.Weekend.Contains(word))
            return new(TimeRange.WeekOf(said).From.AddDays((7 * by) + 5), TimeRange.WeekOf(said).From.AddDays((7 * by) + 6));
        if (words.Units.TryGetValue(word, out var unit))
            return Whole((TimeUnit)unit, said, by);
        if (words.Weekdays.TryGetValue(word, out var weekday))
            return TimeRange.Day(LastWeekday(weekday, said).AddDays(by < 0 ? 0 : 7));
        return words.Seasons.TryGetValue(word, out var season) ? Season(season, said, by) : null;
    }

    private static TimeRange Season(int season, DateOnly said, int by)
    {
        var same = SeasonOf(season, said.Year);
        return by < 0 && same.To >= said ? SeasonOf(season, said.Year - 1)
            : by > 0 && same.From <= said ? SeasonOf(season, said.Year + 1)
            : same;
    }

    // "two weeks ago" means about then: a day more or less for each week that has passed.
    private static TimeRange Ago(TimeUnit unit, int count, DateOnly said) => unit switch
    {
        TimeUnit.Day => TimeRange.Day(said.AddDays(-count)),
        TimeUnit.Week => new(said.AddDays((-7 * count) - 3), said.AddDays((-7 * count) + 3)),
        TimeUnit.Month => Whole(unit, said, -count),
        _ => TimeRange.Year(Math.Max(1, said.Year - count)),
    };

    private static TimeRange Whole(TimeUnit unit, DateOnly said, int by) => unit switch
    {
        TimeUnit.Day => TimeRange.Day(said.AddDays(by)),
        TimeUnit.Week => TimeRange.WeekOf(said.AddDays(7 * by)),
        TimeUnit.Month => TimeRange.Month(said.AddMonths(by).Year, said.AddMonths(by).Month),
        _ => TimeRange.Year(Math.Max(1, said.Year + by)),
    };

    private static TimeRange SeasonOf(int season, int year) => season == 4
        ? new(new(year, 12, 1), TimeRange.Month(year + 1, 2).To)
        : new(new(year, season * 3, 1), TimeRange.Month(year, (season * 3) + 2).To);

    // The one before the day it was said, never the day itself.
    private static DateOnly LastWeekday(int weekday, DateOnly said) => said.AddDays(-(((int)said.DayOfWeek + 7 - weekday + 6) % 7) - 1);
}
