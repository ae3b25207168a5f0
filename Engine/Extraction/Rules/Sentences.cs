using System.Collections.Frozen;

namespace ChatMemory.Extraction.Rules;

/// <summary>Divides a text into sentences, as people write them in a chat.</summary>
internal static class Sentences
{
    private static readonly FrozenSet<string> Abbreviations =
        new[] { "st", "mr", "mrs", "ms", "dr", "prof", "vs", "etc", "e.g", "i.e", "approx", "no", "mt", "jr", "sr" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IEnumerable<Sentence> Of(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (!Ends(text, i, start))
                continue;
            if (Cut(text, start, i) is { } sentence)
                yield return sentence;
            start = i + 1;
        }

        if (Cut(text, start, text.Length) is { } last)
            yield return last;
    }

    private static bool Ends(string text, int at, int start) => text[at] switch
    {
        '\n' or '!' or '?' or '。' or '！' or '？' => true,
        '.' => (at + 1 == text.Length || char.IsWhiteSpace(text[at + 1])) && !Abbreviations.Contains(LastWord(text, start, at)),
        _ => false,
    };

    private static string LastWord(string text, int start, int end)
    {
        var from = end;
        while (from > start && end - from < 8 && !char.IsWhiteSpace(text[from - 1]))
            from--;
        return text[from..end];
    }

    private static Sentence? Cut(string text, int start, int end)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        var length = Math.Min(end - start, Sentence.Longest);
        var cut = text.AsSpan(start, length).TrimEnd();
        return cut.IsEmpty ? null : new(start, cut.ToString(), end < text.Length && text[end] is ('?' or '？'));
    }
}
