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
        var word = new StringBuilder();
        var runes = normalised.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            if (Continues(runes, i))
            {
                word.Append(runes[i]);
                continue;
            }

            Flush(words, word);
            if (IsMeaningful(runes, i))
                words.Add(runes[i].ToString());
        }

        Flush(words, word);
        return words;
    }

    private static bool Continues(Rune[] runes, int i) =>
        IsPartOfWord(runes[i])
        || (i > 0 && i + 1 < runes.Length && (Joins(runes[i]) && Rune.IsLetter(runes[i - 1]) && Rune.IsLetter(runes[i + 1])
            || IsPoint(runes[i]) && Rune.IsDigit(runes[i - 1]) && Rune.IsDigit(runes[i + 1])));

    private static bool IsPartOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    private static bool IsMeaningful(Rune[] runes, int i) => Rune.GetUnicodeCategory(runes[i]) switch
    {
        UnicodeCategory.CurrencySymbol or UnicodeCategory.MathSymbol or UnicodeCategory.OtherSymbol => true,
        UnicodeCategory.DashPunctuation => i + 1 < runes.Length && Rune.IsDigit(runes[i + 1]) && (i == 0 || Rune.IsWhiteSpace(runes[i - 1])),
        _ => runes[i].IsAscii && MeaningfulSigns.Contains((char)runes[i].Value),
    };

    private static bool Joins(Rune rune) => rune.Value == '\'';

    private static bool IsPoint(Rune rune) => rune.Value is '.' or ',' or ':';

    private static void Flush(List<string> words, StringBuilder word)
    {
        if (word.Length == 0)
            return;
        words.Add(word.ToString());
        word.Clear();
    }
}
