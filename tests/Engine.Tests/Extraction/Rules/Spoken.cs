namespace ChatMemory.Extraction.Rules;

/// <summary>Something a user said and what is worth remembering of it.</summary>
/// <param name="Text">The user's message.</param>
/// <param name="Expected">
/// One entry for each fact: the words that its statement must contain, <c>/</c> between words that serve equally,
/// <c>!</c> before a word that it must not contain, <c>forget:</c> in front of what is to be forgotten.
/// </param>
internal sealed record Spoken(string Text, params string[] Expected)
{
    /// <summary>What the assistant said just before.</summary>
    public string? After { get; init; }

    public override string ToString() => After is null ? Text : $"({After}) {Text}";
}
