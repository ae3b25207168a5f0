using System.Collections.Frozen;

namespace ChatMemory.Recall.Text;

/// <summary>
/// General English knowledge of which words stand for each other (<see cref="Synonyms"/>) and which name kinds of things (<see cref="WordKinds"/>).
/// </summary>
internal static class WordClasses
{
    private static readonly FrozenDictionary<string, string[]> Classes = Read();
    private static readonly FrozenSet<string> Heads =
        Lines.Of(WordKinds.Table).Select(line => Key(TextAnalyzer.TermOf(line[0].TrimEnd(':')), line[0])).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The classes of a term; each is a key that no word is.</summary>
    public static string[] Of(string term) => Classes.GetValueOrDefault(term, []);

    /// <summary>Whether a term is the name of a class rather than a member.</summary>
    public static bool Names(string term, string key) => Heads.Contains(Key(term, key));

    private static string Key(string term, string key) => term + "|" + key;

    private static FrozenDictionary<string, string[]> Read()
    {
        var classes = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var (line, words) in Lines.Of(Synonyms.Table).Index())
            Add($"={line}", words);
        foreach (var words in Lines.Of(WordKinds.Table))
            Add(words[0], words);
        return classes.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray(), StringComparer.Ordinal);

        void Add(string key, string[] words)
        {
            foreach (var word in words)
            {
                var term = TextAnalyzer.TermOf(word.TrimEnd(':'));
                if (!classes.TryGetValue(term, out var keys))
                    classes[term] = keys = new(StringComparer.Ordinal);
                keys.Add(key);
            }
        }
    }
}
