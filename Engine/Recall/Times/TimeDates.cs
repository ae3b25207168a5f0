namespace ChatMemory.Recall.Times;

/// <summary>Reads dates with the name of a month: "3 June 2023", "the 3rd of June", "June 3rd, 2023", "3 de junio de 2023", "June".</summary>
internal static class TimeDates
{
    public static (TimeRange? Range, int Length) Read(TimeCursor at, DateOnly said)
    {
        var words = at.Words;
        var day = TimeNumbers.DayOfMonth(at[0]);
        var next = day is null ? 0 : AfterOrdinal(at, 1);
        if (day is not null && words.Links.Contains(at[next]))
            next++;
        if (!words.Months.TryGetValue(at[next], out var month))
            return (null, 0);

        var name = at[next++];
        if (day is null && TimeNumbers.DayOfMonth(at[next]) is { } after)
        {
            day = after;
            next = AfterOrdinal(at, next + 1);
        }

        if (words.Links.Contains(at[next]) && TimeNumbers.Year(at[next + 1]) is not null)
            next++;
        var year = TimeNumbers.Year(at[next]);
        next += year is null ? 0 : 1;
        if (day is null && year is null && words.DoubtfulMonths.Contains(name) && !words.BeforeMonths.Contains(at[-1]))
            return (null, 0);

        var inYear = year ?? NearestYear(month, at, next, said);
        return (day is { } number ? DateOf(inYear, month, number) is { } date ? TimeRange.Day(date) : null : TimeRange.Month(inYear, month), next);
    }

    public static DateOnly? DateOf(int year, int month, int day) => day <= DateTime.DaysInMonth(year, month) ? new(year, month, day) : null;

    private static int AfterOrdinal(TimeCursor at, int place) => at.Words.Ordinals.Contains(at[place]) ? place + 1 : place;

    // A month without a year is the latest one, unless it is said to come.
    private static int NearestYear(int month, TimeCursor at, int end, DateOnly said)
    {
        var shift = at.ShiftAt(-1) ?? (at.Words.ShiftsFollow ? at.ShiftAt(end) : null);
        return shift is >= 0 || at.Words.ToCome.Contains(at[-1])
            ? said.Year + (month < said.Month ? 1 : 0)
            : said.Year - (month > said.Month || (shift < 0 && month == said.Month) ? 1 : 0);
    }
}
