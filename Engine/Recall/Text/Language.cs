using System.Collections.Frozen;
using System.Numerics;
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
    private static readonly Language[] All = Enum.GetValues<Language>();

    // The languages that a word is a sign of, a bit each: every word of every text is looked up here.
    private static readonly FrozenDictionary<string, int> Signs = All
        .SelectMany(language => StopWords.Of(language).Concat(TimeWords.Of(language).All).Distinct(StringComparer.Ordinal).Select(word => (word, language)))
        .GroupBy(sign => sign.word, sign => 1 << (int)sign.language, StringComparer.Ordinal)
        .ToFrozenDictionary(sign => sign.Key, sign => sign.Sum(), StringComparer.Ordinal);

    public static Language Of(List<string> words)
    {
        Span<int> hits = stackalloc int[All.Length];
        hits.Clear();
        foreach (var word in words)
        {
            for (var of = Signs.GetValueOrDefault(word); of != 0; of &= of - 1)
                hits[BitOperations.TrailingZeroCount(of)]++;
        }

        var best = Language.English;
        foreach (var language in All)
        {
            // Two words at least: "die" and "no" alone say nothing.
            if (hits[(int)language] >= 2 && hits[(int)language] > hits[(int)best])
                best = language;
        }

        return best;
    }
}
