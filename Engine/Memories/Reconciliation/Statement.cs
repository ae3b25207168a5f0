using System.Text;

namespace ChatMemory.Memories;

/// <summary>
/// What a text says, as far as that can be told without understanding it: its words without fillers, each in one form, in order, and
/// where it denies. Two texts with the same reading say the same; two with different readings may, but that is not known.
/// </summary>
internal sealed class Statement
{
    private const string Denial = "¬";

    // Up to this many words their order tells nothing: "allergic to peanuts", "a peanut allergy".
    private const int OrderlessWords = 2;

    private readonly string _text;

    private Statement(string text, IReadOnlyList<string> marked)
    {
        _text = text;
        Marked = marked;
        Content = marked.Contains(Denial, StringComparer.Ordinal) ? [.. marked.Where(word => word != Denial)] : marked;
        Denials = marked.Count - Content.Count;
    }

    /// <summary>The words with a mark where it denies.</summary>
    public IReadOnlyList<string> Marked { get; }

    /// <summary>The words alone.</summary>
    public IReadOnlyList<string> Content { get; }

    /// <summary>How often it denies.</summary>
    public int Denials { get; }

    /// <summary>Equal for statements that differ at most in whether they deny.</summary>
    public string Topic => field ??= Content.Count == 0 ? Normalise(_text) : string.Join(' ', InTellingOrder(Content));

    public static Statement Read(string text) => new(text, StatementReader.Read(Normalise(text), Denial));

    /// <summary>The text without what typing varies: case, width, runs of white space, a full stop at the end.</summary>
    public static string Normalise(string text)
    {
        var folded = text.Normalize(NormalizationForm.FormKC).ToLowerInvariant().Replace('’', '\'');
        return string.Join(' ', folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.', '!', ' ');
    }

    /// <summary>Whether both say the same.</summary>
    public bool Says(Statement other) =>
        Topic == other.Topic && Denials == other.Denials && (Denials == 0 || Marked.SequenceEqual(other.Marked, StringComparer.Ordinal));

    /// <summary>Whether one affirms what the other denies.</summary>
    public bool Contradicts(Statement other) => Topic == other.Topic && Math.Min(Denials, other.Denials) == 0 && Math.Max(Denials, other.Denials) == 1;

    /// <summary>Where <paramref name="part"/>'s words stand in this one, together and in order; -1 when they don't.</summary>
    public int IndexOf(Statement part)
    {
        for (var start = 0; part.Content.Count > 0 && start + part.Content.Count <= Content.Count; start++)
        {
            if (part.Content.SequenceEqual(Content.Skip(start).Take(part.Content.Count), StringComparer.Ordinal))
                return start;
        }

        return -1;
    }

    private static IEnumerable<string> InTellingOrder(IReadOnlyList<string> words) =>
        words.Count <= OrderlessWords ? words.Order(StringComparer.Ordinal) : words;
}
