namespace ChatMemory.Recall.Text;

/// <summary>Reads word lists that stand in the source.</summary>
internal static class Lines
{
    /// <summary>All words of a text, split at white space.</summary>
    public static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The words of each line.</summary>
    public static IEnumerable<string[]> Of(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Words);
}
