using System.Text;

namespace ChatMemory.Recall.Text;

/// <summary>A word as it was written, folded.</summary>
internal readonly record struct Word(string Text, bool IsCapital, bool IsGram, bool StartsSentence = false);

/// <summary>Cuts a text into folded words: runs of letters, numbers with their separators, pairs of characters in scripts without spaces.</summary>
internal static class Tokenizer
{
    // A guess that spares growing; in most texts it is a little too high.
    private const int LettersPerWord = 5;

    public static List<Word> Split(string text)
    {
        var words = new List<Word>((text.Length / LettersPerWord) + 1);
        var word = new StringBuilder();
        var capital = false;
        var starts = true;
        Rune? before = null;
        for (var at = 0; at < text.Length;)
        {
            var rune = RuneAt(text, at);
            at += rune.Utf16SequenceLength;
            if (IsUnspaced(rune))
            {
                Flush();
                if (before is { } first)
                    words.Add(new(first.ToString() + rune, IsCapital: false, IsGram: true));
                else if (!IsUnspaced(RuneAt(text, at)))
                    words.Add(new(rune.ToString(), IsCapital: false, IsGram: true));
                before = rune;
                continue;
            }

            before = null;
            var ends = rune.Value is '.' or '!' or '?' or '\n' or ':';
            if (Rune.IsLetterOrDigit(rune) || (word.Length > 0 && Folding.IsMark(rune)))
            {
                if (word.Length > 0 && Rune.IsDigit(rune) != char.IsDigit(word[^1]) && !Folding.IsMark(rune))
                    Flush();
                capital |= word.Length == 0 && Rune.IsUpper(rune);
                Folding.Append(word, rune);
            }
            else if (!JoinsNumber(rune, word, text, at) && !JoinsWord(rune, word, text, at))
            {
                Flush();
            }

            starts |= ends && word.Length == 0;
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
            {
                words.Add(new(word.ToString(), capital, IsGram: false, starts));
                starts = false;
            }

            word.Clear();
            capital = false;
        }
    }

    // Half a character counts as U+FFFD, as everywhere in .NET; there is nothing at the end.
    private static Rune RuneAt(string text, int at)
    {
        if (at >= text.Length)
            return default;
        Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out _);
        return rune;
    }

    // "5,000" and "5.000" are one number; "2.5" becomes "25", which is as good for comparing.
    private static bool JoinsNumber(Rune rune, StringBuilder word, string text, int next) =>
        rune.Value is ',' or '.' && word.Length > 0 && char.IsAsciiDigit(word[^1]) && Rune.IsDigit(RuneAt(text, next));

    // "don't" and "Ann's" keep their apostrophe until the analyzer has looked.
    private static bool JoinsWord(Rune rune, StringBuilder word, string text, int next)
    {
        if (rune.Value is not ('\'' or '’') || word.Length == 0 || !Rune.IsLetter(RuneAt(text, next)))
            return false;
        word.Append('\'');
        return true;
    }

    private static bool IsUnspaced(Rune rune) => rune.Value is
        (>= 0x3040 and <= 0x30FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7AF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0x0E00 and <= 0x0E7F) or (>= 0x20000 and <= 0x3134F);
}
