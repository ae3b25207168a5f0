using ChatMemory.Memories;

namespace ChatMemory.Extraction;

/// <summary>Cuts texts to a length without tearing a character or, where it can be helped, a word.</summary>
internal static class Pieces
{
    /// <summary>The spans of the pieces of a text, without the white space around them; one when the text is short enough.</summary>
    public static IEnumerable<TextSpan> Of(string text, int longest)
    {
        for (var start = Skip(text, 0); start < text.Length; start = Skip(text, start))
        {
            var end = End(text, start, longest);
            var length = text.AsSpan(start, end - start).TrimEnd().Length;
            yield return new(start, length);
            start = end;
        }
    }

    /// <summary>The beginning of a text.</summary>
    public static string Clip(string text, int longest) =>
        text.Length <= longest ? text : text[..WholeCharacters(text, longest)];

    private static int Skip(string text, int from)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
            from++;
        return from;
    }

    private static int End(string text, int start, int longest)
    {
        if (text.Length - start <= longest)
            return text.Length;
        var limit = WholeCharacters(text, start + longest);
        var space = text.AsSpan(start, limit - start).LastIndexOfAny(" \n\t");
        return space > longest / 2 ? start + space : limit;
    }

    private static int WholeCharacters(string text, int end) => char.IsLowSurrogate(text[end]) ? end - 1 : end;
}
