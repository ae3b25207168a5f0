namespace ChatMemory.Recall.Times;

/// <summary>Finds expressions of time in English text and says which days they mean, seen from the day on which they were said.</summary>
internal static class TimeExpressions
{
    /// <summary>The ranges that the words speak of, in their order.</summary>
    /// <param name="words">Folded words in their order.</param>
    /// <param name="said">The day on which they were said.</param>
    public static List<TimeRange> Find(IReadOnlyList<string> words, DateOnly said)
    {
        var found = new List<TimeRange>();
        for (var i = 0; i < words.Count;)
        {
            var (range, length) = At(new Cursor(words, i), said);
            if (range is { } days)
                found.Add(days);
            i += Math.Max(1, length);
        }

        return found;
    }

    private static (TimeRange? Range, int Length) At(Cursor at, DateOnly said)
    {
        if (Iso(at) is { } iso)
            return (TimeRange.Day(iso), 3);
        if (Dated(at, said) is { Length: > 0 } dated)
            return dated;
        if (Relative(at, said) is { Length: > 0 } relative)
            return relative;
        return Calendar.Year(at[0]) is { } year ? (TimeRange.Year(year), 1) : (null, 0);
    }

    private static DateOnly? Iso(Cursor at) =>
        Calendar.Year(at[0]) is { } year && Calendar.DayOfMonth(at[1]) is { } month and <= 12 && Calendar.DayOfMonth(at[2]) is { } day
            ? DateOf(year, month, day) : null;

    // "3 June 2023", "3rd of June", "June 3rd, 2023", "June 2023", "June".
    private static (TimeRange? Range, int Length) Dated(Cursor at, DateOnly said)
    {
        var day = Calendar.DayOfMonth(at[0]);
        var next = day is null ? 0 : 1;
        if (day is not null && at[next] is "st" or "nd" or "rd" or "th")
            next++;
        if (day is not null && at[next] is "of")
            next++;
        if (Calendar.Month(at[next]) is not { } month)
            return (null, 0);

        next++;
        if (day is null && Calendar.DayOfMonth(at[next]) is { } after)
        {
            day = after;
            next += at[next + 1] is "st" or "nd" or "rd" or "th" ? 2 : 1;
        }

        if (at[next] is "of" or "in" && Calendar.Year(at[next + 1]) is not null)
            next++;
        var year = Calendar.Year(at[next]);
        next += year is null ? 0 : 1;

        // "may" and "march" alone are verbs more often than months.
        if (day is null && year is null && at[next - 1] is "may" or "march" && !(at[-1] is "in" or "last" or "next" or "since" or "this" or "until" or "by" or "of"))
            return (null, 0);
        var inYear = year ?? NearestYear(month, at[-1], said);
        return (day is { } number ? DateOf(inYear, month, number) is { } date ? TimeRange.Day(date) : null : TimeRange.Month(inYear, month), next);
    }

    // A month without a year is the latest one, unless it is said to come.
    private static int NearestYear(int month, string before, DateOnly said) =>
        before is "next" or "this" or "by" or "until" ? said.Year + (month < said.Month ? 1 : 0)
        : said.Year - (month > said.Month || (before is "last" && month == said.Month) ? 1 : 0);

    private static (TimeRange? Range, int Length) Relative(Cursor at, DateOnly said) => at[0] switch
    {
        "today" or "tonight" => (TimeRange.Day(said), 1),
        "yesterday" => (TimeRange.Day(said.AddDays(-1)), 1),
        "tomorrow" => (TimeRange.Day(said.AddDays(1)), 1),
        "last" or "past" or "previous" => Shifted(at[1], said, -1),
        "this" => Shifted(at[1], said, 0),
        "next" or "coming" or "upcoming" => Shifted(at[1], said, 1),
        "recently" or "lately" => (new(said.AddDays(-14), said), 1),
        _ when Calendar.Count(at[0]) is { } count && at[1] is "of" => Ago(at, 2, count, said),
        _ when Calendar.Count(at[0]) is { } count => Ago(at, 1, count, said),
        _ when Calendar.Weekday(at[0]) is { } weekday => (TimeRange.Day(LastWeekday(weekday, said)), 1),
        _ => (null, 0),
    };

    private static (TimeRange? Range, int Length) Shifted(string word, DateOnly said, int by) => word switch
    {
        "night" or "morning" or "evening" or "afternoon" => (TimeRange.Day(said.AddDays(by)), 2),
        "weekend" => (new(TimeRange.WeekOf(said).From.AddDays((7 * by) + 5), TimeRange.WeekOf(said).From.AddDays((7 * by) + 6)), 2),
        _ when Calendar.Unit(word) is { } unit => (Whole(unit, said, by), 2),
        _ when Calendar.Weekday(word) is { } weekday =>
            (TimeRange.Day(by < 0 ? LastWeekday(weekday, said) : LastWeekday(weekday, said).AddDays(7)), 2),
        _ when Calendar.Season(word) is { } season => (SeasonOf(season, said.Year + (by < 0 && SeasonOf(season, said.Year).To >= said ? -1 : by > 0 && SeasonOf(season, said.Year).From <= said ? 1 : 0)), 2),
        _ => (null, 0),
    };

    // "two weeks ago" means about then: a day more or less for each week that has passed.
    private static (TimeRange? Range, int Length) Ago(Cursor at, int unitAt, int count, DateOnly said)
    {
        if (Calendar.Unit(at[unitAt]) is not { } unit || at[unitAt + 1] is not ("ago" or "back" or "before" or "earlier"))
            return (null, 0);
        return (unit switch
        {
            TimeUnit.Day => TimeRange.Day(said.AddDays(-count)),
            TimeUnit.Week => new(said.AddDays((-7 * count) - 3), said.AddDays((-7 * count) + 3)),
            TimeUnit.Month => Whole(unit, said, -count),
            _ => TimeRange.Year(Math.Max(1, said.Year - count)),
        }, unitAt + 2);
    }

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

    private static DateOnly? DateOf(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private readonly struct Cursor(IReadOnlyList<string> words, int at)
    {
        /// <summary>A word from here on, or empty beyond the ends.</summary>
        public string this[int offset] => at + offset is var i && i >= 0 && i < words.Count ? words[i] : "";
    }
}
