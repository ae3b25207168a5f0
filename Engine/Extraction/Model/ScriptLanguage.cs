using System.Text;

namespace ChatMemory.Extraction.Model;

/// <summary>
/// Names the language of a text where its script alone tells it. Scripts that many languages share (Latin, Cyrillic, Arabic,
/// Devanagari) tell nothing here: a wrong name would be worse than none.
/// </summary>
internal static class ScriptLanguage
{
    // A foreign name or a quotation does not make a conversation foreign.
    private const double Prevailing = 0.3;

    /// <summary>The English name of the language, or null.</summary>
    public static string? Of(IEnumerable<string> texts)
    {
        var letters = 0;
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var rune in texts.SelectMany(text => text.EnumerateRunes()).Where(Rune.IsLetter))
        {
            letters++;
            if (Script(rune.Value) is { } script)
                counts[script] = counts.GetValueOrDefault(script) + 1;
        }

        // Japanese mixes Chinese characters in; Chinese has no kana.
        if (counts.TryGetValue("Japanese", out var kana) && counts.Remove("Chinese", out var han))
            counts["Japanese"] = kana + han;
        return counts.Where(pair => pair.Value > letters * Prevailing).OrderByDescending(pair => pair.Value).Select(pair => pair.Key).FirstOrDefault();
    }

    private static string? Script(int character) => character switch
    {
        (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) => "Japanese",
        (>= 0xAC00 and <= 0xD7AF) or (>= 0x1100 and <= 0x11FF) => "Korean",
        (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) => "Chinese",
        >= 0x0E00 and <= 0x0E7F => "Thai",
        >= 0x0370 and <= 0x03FF => "Greek",
        >= 0x0530 and <= 0x058F => "Armenian",
        >= 0x10A0 and <= 0x10FF => "Georgian",
        _ => null,
    };
}
