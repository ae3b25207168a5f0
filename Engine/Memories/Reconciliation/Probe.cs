namespace ChatMemory.Memories;

/// <summary>A piece of text that every memory with some words must contain, so that most need not be read.</summary>
internal static class Probe
{
    // Endings are cut when words are read; beginnings never are.
    private const int Length = 3;

    public static string Of(Statement statement)
    {
        var longest = statement.Content.MaxBy(word => word.Length) ?? "";
        return longest.Length > Length && longest.All(char.IsAscii) && !Vocabulary.Synonyms.Values.Contains(longest, StringComparer.Ordinal) ? longest[..Length] : "";
    }
}
