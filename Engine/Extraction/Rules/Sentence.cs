namespace ChatMemory.Extraction.Rules;

/// <summary>A stretch of a message: a sentence or a part of one.</summary>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="Text">The message's own characters.</param>
/// <param name="IsQuestion">Whether a question mark ends it.</param>
internal readonly record struct Sentence(int Start, string Text, bool IsQuestion)
{
    /// <summary>The longest that is read. What goes on longer without a full stop is no chat sentence.</summary>
    public const int Longest = 400;
}
