using ChatMemory.Memories;

namespace ChatMemory.Extraction.Model;

/// <summary>Finds where a quotation stands in a text. Models change quotation marks and white space when they quote; nothing else is forgiven.</summary>
internal static class QuoteFinder
{
    /// <summary>The span of the first occurrence, or null.</summary>
    public static TextSpan? Find(string text, string quote)
    {
        var wanted = Plain(quote.Trim());
        if (!wanted.Text.Any(char.IsLetterOrDigit))
            return null;

        var exact = text.IndexOf(quote, StringComparison.Ordinal);
        if (exact >= 0)
            return new(exact, quote.Length);

        var plain = Plain(text);
        var at = plain.Text.IndexOf(wanted.Text, StringComparison.Ordinal);
        if (at < 0)
            return null;
        var start = plain.Origins[at];
        return new(start, plain.Origins[at + wanted.Text.Length - 1] + 1 - start);
    }

    // White space becomes one space, marks become plain; Origins tells where each character stood.
    private static (string Text, List<int> Origins) Plain(string text)
    {
        var characters = new List<char>(text.Length);
        var origins = new List<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var character = char.IsWhiteSpace(text[i]) ? ' ' : PlainMark(text[i]);
            if (character == ' ' && characters is [.., ' '])
                continue;
            characters.Add(character);
            origins.Add(i);
        }

        return (new([.. characters]), origins);
    }

    private static char PlainMark(char character) => character switch
    {
        '‘' or '’' or '‚' or '‛' or '`' or '´' or 'ʼ' => '\'',
        '“' or '”' or '„' or '‟' or '«' or '»' or '「' or '」' or '『' or '』' => '"',
        '‐' or '‑' or '‒' or '–' or '—' => '-',
        _ => character,
    };
}
