using ChatMemory.Recall.Storage;
using ChatMemory.Recall.Text;
using ChatMemory.Recall.Times;

namespace ChatMemory.Recall.Ranking;

/// <summary>A question taken apart.</summary>
internal sealed record Question
{
    // A mask of matched terms has this many bits; who writes more says the important first.
    public const int MostTerms = 64;

    /// <summary>What to look up, each once, with the word as it was written.</summary>
    public required IReadOnlyList<(string Term, string Word)> Terms { get; init; }

    /// <summary>The classes of its words, with how much each counts.</summary>
    public required IReadOnlyDictionary<string, float> Classes { get; init; }

    /// <summary>Whom it names of those who spoke.</summary>
    public required IReadOnlySet<string> Speakers { get; init; }

    /// <summary>The times it names.</summary>
    public required IReadOnlyList<TimeRange> Times { get; init; }

    /// <summary>What it asks for.</summary>
    public required AskedFor AsksFor { get; init; }

    public static Question Of(string text, DateTimeOffset askedAt, SpeakerSet speakers)
    {
        var tokens = TextAnalyzer.Analyze(text);
        var surfaces = tokens.Select(token => token.Surface).ToList();
        var named = speakers.NamedBy(surfaces.ToHashSet(StringComparer.Ordinal)).ToList();
        var names = named.Select(name => name.Word).ToHashSet(StringComparer.Ordinal);
        var telling = tokens.Where(token => !token.IsStop && !names.Contains(token.Surface)).ToList();
        var terms = telling.Where(token => !StopWords.OfQuestions.Contains(token.Surface)).ToList();
        if (terms.Count == 0)
            terms = telling;
        return new()
        {
            Terms = [.. terms.DistinctBy(token => token.Term, StringComparer.Ordinal).Take(MostTerms).Select(token => (token.Term, token.Surface))],
            Classes = ClassesOf(terms.Select(token => token.Term)),
            Speakers = named.Select(name => name.Speaker).ToHashSet(StringComparer.Ordinal),
            Times = TimeExpressions.Find(tokens, DateOnly.FromDateTime(askedAt.UtcDateTime)),
            AsksFor = AskedForBy(surfaces),
        };
    }

    private static Dictionary<string, float> ClassesOf(IEnumerable<string> terms)
    {
        const float member = 0.5f;
        var classes = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var term in terms.Distinct(StringComparer.Ordinal))
        {
            foreach (var key in WordClasses.Of(term))
                classes[key] = Math.Max(classes.GetValueOrDefault(key), key[0] == '=' || WordClasses.Names(term, key) ? 1 : member);
        }

        return classes;
    }

    private static AskedFor AskedForBy(List<string> words)
    {
        var asked = AskedFor.Anything;
        for (var i = 0; i < words.Count; i++)
        {
            asked |= words[i] switch
            {
                "when" or "date" => AskedFor.Time,
                "month" or "year" or "day" when i > 0 && words[i - 1] is "which" or "what" => AskedFor.Time,
                "how" when i + 1 < words.Count && words[i + 1] is "many" or "much" or "old" or "often" => AskedFor.Number,
                "how" when i + 1 < words.Count && words[i + 1] is "long" => AskedFor.Number | AskedFor.Time,
                "where" or "who" or "whom" or "whose" or "which" or "name" or "called" or "city" or "country" or "state" => AskedFor.Name,
                "why" or "reason" or "reasons" => AskedFor.Reason,
                _ => AskedFor.Anything,
            };
        }

        return asked;
    }
}

/// <summary>What a question asks for.</summary>
[Flags]
internal enum AskedFor
{
    Anything = 0,
    Time = 1,
    Number = 2,
    Name = 4,
    Reason = 8,
}
