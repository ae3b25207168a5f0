using System.Collections.Concurrent;

namespace ChatMemory.Recall.Text;

/// <summary>From a text to the terms that recall compares. Equal text gives equal terms.</summary>
internal static class TextAnalyzer
{
    // Words of many users repeat; a bounded cache spares most of the stemming and lets equal terms share one string.
    private const int CachedWords = 1 << 15;
    private static readonly ConcurrentDictionary<(string Word, Language Language), string> Stems = new();
    private static int _cached;

    public static List<Token> Analyze(string text)
    {
        var words = Tokenizer.Split(text);
        var surfaces = words.ConvertAll(word => WithoutApostrophe(word.Text));
        var language = LanguageGuess.Of(surfaces);
        var stops = StopWords.Of(language);
        var tokens = new List<Token>(words.Count);
        for (var i = 0; i < words.Count; i++)
        {
            var surface = surfaces[i];
            var term = words[i].IsGram ? surface : Stem(surface, language);
            tokens.Add(new(term, surface, i, IsStop(surface, stops, words[i].IsGram), words[i].IsCapital, words[i].StartsSentence, language));
        }

        return tokens;
    }

    /// <summary>Drops the words that are kept, as after an erasure: one of them may have been the user's alone.</summary>
    public static void Forget()
    {
        Stems.Clear();
        Volatile.Write(ref _cached, 0);
    }

    /// <summary>One word as terms are made from English text.</summary>
    public static string TermOf(string word) => Stem(word, Language.English);

    private static bool IsStop(string surface, System.Collections.Frozen.FrozenSet<string> stops, bool gram) =>
        !gram && (stops.Contains(surface) || (surface.Length == 1 && !char.IsAsciiDigit(surface[0])));

    private static string Stem(string word, Language language)
    {
        if (Stems.TryGetValue((word, language), out var known))
            return known;
        var stem = char.IsDigit(word[0]) ? word
            : language == Language.English ? EnglishStemmer.Stem(Irregulars.GroundForm(word))
            : LightStemmer.Stem(word, language);
        // Counted beside, because a concurrent dictionary counts itself under all its locks.
        if (Volatile.Read(ref _cached) < CachedWords && Stems.TryAdd((word, language), stem))
            Interlocked.Increment(ref _cached);
        return stem;
    }

    // "Ann's" is Ann; "don't" becomes "don", which is a stop word; French "l'ami" is ami.
    private static string WithoutApostrophe(string word)
    {
        var at = word.IndexOf('\'');
        return at < 0 ? word : at <= 1 && word.Length > 3 ? word[(at + 1)..] : word[..at];
    }
}
