using System.Collections.Frozen;
using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Times;

/// <summary>One language's words for times, folded. Where words are listed by line, the line is their number, from 1.</summary>
internal sealed class TimeWords
{
    private static readonly FrozenSet<string> None = [];

    // Of languages without a table only dates in digits are read.
    private static readonly TimeWords Digits = new()
    {
        Months = Lined(""),
        Weekdays = Lined(""),
        Seasons = Lined(""),
        Counts = Lined(""),
        Units = Lined(""),
        Days = Lined(""),
        Shifts = Lined(""),
    };

    /// <summary>January to December.</summary>
    public required FrozenDictionary<string, int> Months { get; init; }

    /// <summary>Monday to Sunday.</summary>
    public required FrozenDictionary<string, int> Weekdays { get; init; }

    /// <summary>Spring to winter.</summary>
    public required FrozenDictionary<string, int> Seasons { get; init; }

    /// <summary>One, two and so on.</summary>
    public required FrozenDictionary<string, int> Counts { get; init; }

    /// <summary>Day, week, month, year.</summary>
    public required FrozenDictionary<string, int> Units { get; init; }

    /// <summary>The day before yesterday, yesterday, today, tomorrow, the day after.</summary>
    public required FrozenDictionary<string, int> Days { get; init; }

    /// <summary>Last, this, next.</summary>
    public required FrozenDictionary<string, int> Shifts { get; init; }

    /// <summary>Whether "last" and "next" may stand behind their noun.</summary>
    public bool ShiftsFollow { get; init; }

    /// <summary>Morning, evening and so on, which after "this" or "last" mean a day.</summary>
    public FrozenSet<string> PartsOfDay { get; init; } = None;

    public FrozenSet<string> Weekend { get; init; } = None;

    public FrozenSet<string> Recently { get; init; } = None;

    /// <summary>"Ago" where it stands behind.</summary>
    public FrozenSet<string> Ago { get; init; } = None;

    /// <summary>"Ago" where it stands in front.</summary>
    public FrozenSet<string> AgoInFront { get; init; } = None;

    /// <summary>What makes a number an ordinal.</summary>
    public FrozenSet<string> Ordinals { get; init; } = None;

    /// <summary>What stands between day, month and year.</summary>
    public FrozenSet<string> Links { get; init; } = None;

    /// <summary>What says that a month is still to come, beside "this" and "next".</summary>
    public FrozenSet<string> ToCome { get; init; } = None;

    /// <summary>Months that more often are other words; they count after one of <see cref="BeforeMonths"/> only.</summary>
    public FrozenSet<string> DoubtfulMonths { get; init; } = None;

    public FrozenSet<string> BeforeMonths { get; init; } = None;

    /// <summary>After these the word for tomorrow means the morning.</summary>
    public FrozenSet<string> BeforeMorning { get; init; } = None;

    /// <summary>Expressions of several words, with the one that is read instead.</summary>
    public FrozenDictionary<string, string> Phrases { get; init; } = FrozenDictionary<string, string>.Empty;

    public static TimeWords Of(Language language) => language switch
    {
        Language.English => EnglishTimes.Words,
        Language.German => GermanTimes.Words,
        Language.French => FrenchTimes.Words,
        Language.Spanish => SpanishTimes.Words,
        _ => Digits,
    };

    /// <summary>The words for times, which tell the language of a text.</summary>
    public IEnumerable<string> All =>
        new[] { Months, Weekdays, Seasons, Counts, Units, Days, Shifts }.SelectMany(words => words.Keys).Concat(Weekend).Concat(AgoInFront);

    public static FrozenDictionary<string, int> Lined(string lines) =>
        Lines.Of(lines).SelectMany((words, line) => words.Select(word => KeyValuePair.Create(word, line + 1))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The word that is read, a colon, the words that stand in the text.</summary>
    public static FrozenDictionary<string, string> Phrased(string lines) =>
        Lines.Of(lines).ToFrozenDictionary(words => string.Join(' ', words.Skip(1)), words => words[0].TrimEnd(':'), StringComparer.Ordinal);

    public static FrozenSet<string> Set(string words) => Lines.Words(words).ToFrozenSet(StringComparer.Ordinal);
}
