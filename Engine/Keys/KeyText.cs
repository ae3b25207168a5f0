namespace ChatMemory.Keys;

/// <summary>What the ids that callers choose have in common.</summary>
public static class KeyText
{
    /// <summary>The longest id in UTF-16 characters.</summary>
    public const int MaxLength = 256;

    /// <summary>Whether <paramref name="text"/> can be an id: not empty, at most <see cref="MaxLength"/> characters, well-formed, no control characters.</summary>
    public static bool IsValid(string? text)
    {
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength)
            return false;

        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]))
                return false;
            if (!char.IsSurrogate(text[i]))
                continue;
            // A lone surrogate has no UTF-8 form: two such ids would meet in one row of the database.
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    internal static string Require(string text, string what) =>
        IsValid(text) ? text : throw new FormatException($"A {what} has 1 to {MaxLength} characters and no control characters.");
}
