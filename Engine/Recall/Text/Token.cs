namespace ChatMemory.Recall.Text;

/// <summary>A word of a text as recall compares it.</summary>
/// <param name="Term">Folded and stemmed; two characters of a script without spaces.</param>
/// <param name="Surface">Folded, not stemmed.</param>
/// <param name="Position">Counts words from 0, stop words included.</param>
/// <param name="IsStop">Whether it says too little to be looked up.</param>
/// <param name="IsCapital">Whether it is written with a capital.</param>
/// <param name="StartsSentence">Whether a capital says nothing, because a sentence begins with it.</param>
/// <param name="Language">The language of its text.</param>
internal readonly record struct Token(string Term, string Surface, int Position, bool IsStop, bool IsCapital, bool StartsSentence, Language Language)
{
    public bool IsNumber => Term.Length > 0 && char.IsAsciiDigit(Term[0]);
}
