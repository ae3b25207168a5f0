using System.Collections.Frozen;
using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Times;

/// <summary>The English words for times, folded.</summary>
internal static class Calendar
{
    private static readonly FrozenDictionary<string, int> Months = Numbered("""
        january jan
        february feb
        march
        april apr
        may
        june jun
        july jul
        august aug
        september sep sept
        october oct
        november nov
        december dec
        """);

    private static readonly FrozenDictionary<string, int> Weekdays = Numbered("""
        monday mon
        tuesday tue tues
        wednesday wed
        thursday thu thurs
        friday fri
        saturday sat
        sunday
        """);

    private static readonly FrozenDictionary<string, int> Seasons = Numbered("""
        spring
        summer
        autumn fall
        winter
        """);

    private static readonly FrozenDictionary<string, int> Counts = Numbered("""
        a an one
        two couple
        three few
        four several
        five
        six
        seven
        eight
        nine
        ten
        """);

    private static readonly FrozenDictionary<string, int> Units = Numbered("""
        day days
        week weeks
        month months
        year years yr yrs
        """);

    /// <summary>1 to 12.</summary>
    public static int? Month(string word) => Of(Months, word);

    /// <summary>1 for Monday to 7.</summary>
    public static int? Weekday(string word) => Of(Weekdays, word);

    /// <summary>1 for spring to 4.</summary>
    public static int? Season(string word) => Of(Seasons, word);

    public static TimeUnit? Unit(string word) => (TimeUnit?)Of(Units, word);

    public static int? Count(string word) => Of(Counts, word) ?? (word.Length <= 3 && int.TryParse(word, out var number) ? number : null);

    public static int? Year(string word) => word.Length == 4 && int.TryParse(word, out var year) && year is >= 1900 and <= 2100 ? year : null;

    public static int? DayOfMonth(string word) => word.Length <= 2 && int.TryParse(word, out var day) && day is >= 1 and <= 31 ? day : null;

    private static int? Of(FrozenDictionary<string, int> words, string word) => words.TryGetValue(word, out var number) ? number : null;

    private static FrozenDictionary<string, int> Numbered(string lines) =>
        Lines.Of(lines).SelectMany((words, line) => words.Select(word => KeyValuePair.Create(word, line + 1))).ToFrozenDictionary(StringComparer.Ordinal);
}

/// <summary>A unit of relative times.</summary>
internal enum TimeUnit
{
    Day = 1,
    Week,
    Month,
    Year,
}
