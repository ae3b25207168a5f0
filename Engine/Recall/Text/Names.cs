namespace ChatMemory.Recall.Text;

/// <summary>Names of people as recall compares them.</summary>
internal static class Names
{
    private const int LongestOpening = 40;

    /// <summary>The name in "Ann: a turn", as transcripts write it; null when the text does not begin so.</summary>
    public static string? Opening(string text)
    {
        var end = text.AsSpan(0, Math.Min(text.Length, LongestOpening)).IndexOf(": ", StringComparison.Ordinal);
        if (end <= 0)
            return null;
        var words = Tokenizer.Split(text[..end]);
        return words.Count <= 3 && words.TrueForAll(word => word.IsCapital) ? text[..end] : null;
    }

    /// <summary>The words of a name, folded; empty when there is none.</summary>
    public static string Fold(string? name) => name is null ? "" : string.Join(' ', Tokenizer.Split(name).Select(word => word.Text));
}
