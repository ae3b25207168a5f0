using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Times;

/// <summary>A place in a text, read by the words of its language.</summary>
internal readonly struct TimeCursor
{
    private const int LongestPhrase = 3;

    private readonly List<string> _text;
    private readonly int _at;

    public TimeCursor(IReadOnlyList<Token> tokens, TimeWords words)
        : this(words.Phrases.Count == 0 ? [.. tokens.Select(token => token.Surface)] : Joined(tokens, words), words, 0)
    {
    }

    private TimeCursor(List<string> text, TimeWords words, int at) => (_text, Words, _at) = (text, words, at);

    public TimeWords Words { get; }

    public int Count => _text.Count;

    /// <summary>A word from here on, or empty beyond the ends.</summary>
    public string this[int offset] => _at + offset is var i && i >= 0 && i < _text.Count ? _text[i] : "";

    /// <summary>Days from today, where a word says so.</summary>
    public int? Day => Words.Days.TryGetValue(this[0], out var line) && !(line == 4 && Words.BeforeMorning.Contains(this[-1])) ? line - 3 : null;

    public TimeCursor From(int offset) => new(_text, Words, _at + offset);

    public int? CountAt(int offset) => Words.Counts.TryGetValue(this[offset], out var count) ? count : TimeNumbers.Count(this[offset]);

    public TimeUnit? UnitAt(int offset) => Words.Units.TryGetValue(this[offset], out var unit) ? (TimeUnit)unit : null;

    /// <summary>-1 for last, 0 for this, 1 for next.</summary>
    public int? ShiftAt(int offset) => Words.Shifts.TryGetValue(this[offset], out var line) ? line - 2 : null;

    private static List<string> Joined(IReadOnlyList<Token> tokens, TimeWords words)
    {
        var text = new List<string>(tokens.Count);
        for (var i = 0; i < tokens.Count;)
        {
            var (word, length) = PhraseAt(tokens, i, words);
            text.Add(word);
            i += length;
        }

        return text;
    }

    private static (string Word, int Length) PhraseAt(IReadOnlyList<Token> tokens, int at, TimeWords words)
    {
        for (var length = Math.Min(LongestPhrase, tokens.Count - at); length > 1; length--)
        {
            if (words.Phrases.TryGetValue(string.Join(' ', tokens.Skip(at).Take(length).Select(token => token.Surface)), out var word))
                return (word, length);
        }

        return (tokens[at].Surface, 1);
    }
}
