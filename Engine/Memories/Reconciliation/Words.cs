using System.Globalization;
using System.Text;

namespace ChatMemory.Memories;

/// <summary>Cuts a text into words. Signs that can carry the meaning (numbers' signs, currencies, emoji, <c>C#</c>, a question mark) are words too.</summary>
internal static class Words
{
    private const string MeaningfulSigns = "#@%&*/?";

    public static List<string> Of(string normalised)
    {
        var words = new List<string>();
        var (start, length) = (0, 1);
        for (var i = 0; i < normalised.Length; i += length)
        {
            length = 1;
            if (char.IsAsciiLetterOrDigit(normalised[i]))
                continue;
            Rune.DecodeFromUtf16(normalised.AsSpan(i), out var rune, out length);
            var before = normalised.AsSpan(0, i);
            var after = normalised.AsSpan(i + length);
            if (Continues(rune, before, after))
                continue;

            if (start < i)
                words.Add(normalised[start..i]);
            if (IsMeaningful(rune, before, after))
                words.Add(rune.ToString());
            start = i + length;
        }

        if (start < normalised.Length)
            words.Add(normalised[start..]);
        return words;
    }

    private static bool Continues(Rune rune, ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        IsPartOfWord(rune)
        || Joins(rune) && Rune.IsLetter(Last(before)) && Rune.IsLetter(First(after))
        || IsPoint(rune) && Rune.IsDigit(Last(before)) && Rune.IsDigit(First(after));

    private static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsMeaningful(Rune rune, ReadOnlySpan<char> before, ReadOnlySpan<char> after) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.CurrencySymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherSymbol => true,
        UnicodeCategory.DashPunctuation => Rune.IsDigit(First(after)) && (before.IsEmpty || Rune.IsWhiteSpace(Last(before))),
        _ => rune.IsAscii && MeaningfulSigns.Contains((char)rune.Value),
    };

    private static bool Joins(Rune rune) => rune.Value == '\'';

    private static bool IsPoint(Rune rune) => rune.Value is '.' or ',' or ':';

    // The replacement character, which is neither letter nor digit nor space, where there is nothing.
    private static Rune First(ReadOnlySpan<char> text)
    {
        Rune.DecodeFromUtf16(text, out var first, out _);
        return first;
    }

    private static Rune Last(ReadOnlySpan<char> text)
    {
        Rune.DecodeLastFromUtf16(text, out var last, out _);
        return last;
    }
}
