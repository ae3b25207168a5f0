using System.IO.Enumeration;

namespace ChatMemory.Values;

/// <summary>Which keys are meant: <c>*</c> stands for any characters, <c>?</c> for one, and a backslash takes the next for itself.</summary>
/// <param name="Text">The pattern.</param>
internal readonly record struct KeyPattern(string Text)
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create("*?\\");

    /// <summary>The longest pattern in UTF-16 characters.</summary>
    public const int MaxLength = 1_024;

    /// <summary>What every key that is meant begins with.</summary>
    public string Prefix => Text.AsSpan().IndexOfAny(Special) is var end and >= 0 ? WholeCharacters(Text[..end]) : Text;

    public bool Matches(string key) => FileSystemName.MatchesSimpleExpression(Text, key, ignoreCase: false);

    // A pattern may break off within a surrogate pair, which no stored text begins with.
    private static string WholeCharacters(string text) => text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
}
