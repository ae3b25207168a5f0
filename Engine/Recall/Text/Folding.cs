using System.Globalization;
using System.Text;

namespace ChatMemory.Recall.Text;

/// <summary>
/// Brings letters that people type interchangeably to one form: case, accents, full width, ligatures. Its own tables, because .NET leaves
/// text as it is in <see cref="string.Normalize()"/> when globalization is invariant.
/// </summary>
internal static class Folding
{
    // The base letter of each character from U+00C0 and from U+1E00 on; '.' where there is none.
    private const string Latin =
        "aaaaaa.ceeeeiiiidnooooo.ouuuuy..aaaaaa.ceeeeiiiidnooooo.ouuuuy.yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.llllll..ll"
        + "nnnnnn...oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

    private const string LatinAdditional =
        "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvww"
        + "wwwwwwwwxxxxyyzzzzzzhtwy.s....aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy......";

    /// <summary>Appends the folded form of a character: none for a combining mark, several for a ligature.</summary>
    public static void Append(StringBuilder word, Rune rune)
    {
        if (rune.IsAscii)
            word.Append(char.ToLowerInvariant((char)rune.Value));
        else if (Expanded(rune.Value) is { } several)
            word.Append(several);
        else if (BaseOf(rune.Value) is var letter and not '.')
            word.Append(letter);
        else if (!IsMark(rune))
            word.Append(Rune.ToLowerInvariant(WithoutWidth(rune)));
    }

    /// <summary>Whether a character only changes the one before it.</summary>
    public static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static char BaseOf(int c) => c switch
    {
        >= 0xC0 and < 0xC0 + 0xC0 => Latin[c - 0xC0],
        >= 0x1E00 and < 0x1F00 => LatinAdditional[c - 0x1E00],
        0x3AC or 0x386 => 'α',
        0x3AD or 0x388 => 'ε',
        0x3AE or 0x389 => 'η',
        0x3AF or 0x38A or 0x3CA => 'ι',
        0x3CC or 0x38C => 'ο',
        0x3CD or 0x38E or 0x3CB => 'υ',
        0x3CE or 0x38F => 'ω',
        0x3C2 => 'σ',
        0x451 or 0x401 => 'е',
        _ => '.',
    };

    private static string? Expanded(int c) => c switch
    {
        'ß' or 0x1E9E => "ss",
        'æ' or 'Æ' => "ae",
        'œ' or 'Œ' => "oe",
        'þ' or 'Þ' => "th",
        0xFB00 => "ff",
        0xFB01 => "fi",
        0xFB02 => "fl",
        0xFB03 => "ffi",
        0xFB04 => "ffl",
        _ => null,
    };

    private static Rune WithoutWidth(Rune rune) => rune.Value is >= 0xFF01 and <= 0xFF5E ? new(rune.Value - 0xFEE0) : rune;
}
