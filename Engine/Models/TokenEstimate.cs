using System.Text;

namespace ChatMemory.Models;

/// <summary>
/// How many tokens a text has, near enough for budgets without a model's own tokenizer. English prose comes out a little high,
/// never far too low, so that a budget holds.
/// </summary>
public static class TokenEstimate
{
    /// <summary>What a chat format adds to each message.</summary>
    public const int PerMessage = 4;

    private const int LettersPerToken = 4;

    /// <summary>The estimate: a token for each begun four characters of a run of ASCII letters or digits, one for each other visible character.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        var tokens = 0;
        var run = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
            {
                if (run++ % LettersPerToken == 0)
                    tokens++;
                continue;
            }

            run = 0;
            if (!Rune.IsWhiteSpace(rune))
                tokens++;
        }

        return tokens;
    }
}
