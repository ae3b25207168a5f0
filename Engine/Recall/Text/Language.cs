using ChatMemory.Recall.Times;

namespace ChatMemory.Recall.Text;

/// <summary>A language whose word endings are known.</summary>
internal enum Language
{
    English,
    German,
    French,
    Spanish,
    Italian,
    Portuguese,
    Dutch,
    Russian,
}

/// <summary>Guesses a text's language by its commonest words and those for times. Short texts without any count as English.</summary>
internal static class LanguageGuess
{
    private static readonly Language[] Others = [.. Enum.GetValues<Language>().Where(language => language != Language.English)];

    public static Language Of(List<string> words)
    {
        var best = Language.English;
        var most = Hits(words, Language.English);
        foreach (var language in Others)
        {
            // Two words at least: "die" and "no" alone say nothing.
            if (Hits(words, language) is var hits and >= 2 && hits > most)
                (best, most) = (language, hits);
        }

        return best;
    }

    private static int Hits(List<string> words, Language language)
    {
        var (stops, times) = (StopWords.Of(language), TimeWords.Of(language));
        var hits = 0;
        foreach (var word in words)
        {
            if (stops.Contains(word) || times.Has(word))
                hits++;
        }

        return hits;
    }
}
