namespace ChatMemory.Recall.Text;

/// <summary>Names of people as recall compares them.</summary>
internal static class Names
{
    /// <summary>The words of a name, folded; empty when there is none.</summary>
    public static string Fold(string? name) => name is null ? "" : string.Join(' ', Tokenizer.Split(name).Select(word => word.Text));
}
