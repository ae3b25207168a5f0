using System.Text;
using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>
/// Blanks out what stands in a message but is not said by the user about the user: code, quoted lines, quoted speech, texts
/// handed over to be worked on. Every remaining character keeps its place.
/// </summary>
internal static class OwnWords
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly Regex[] Foreign =
    [
        new(@"```[^`]*(?:```|$)|`[^`\n]*`", Linear),
        new(@"^[ \t]*>[^\n]*", Linear | RegexOptions.Multiline),
        // Three words and more in quotation marks are somebody's speech or a title; fewer may be a name.
        new("[\"“”«»][^\\s\"“”«»]+(?:\\s+[^\\s\"“”«»]+){2,}\\s*[\"“”«»]", Linear),
        new(@"(?:https?://|www\.)\S+", Linear),
        // The text that follows a task about texts.
        new(
            @"(?:^|[\n.!?]\s*|\b(?:please|you|to)\s+)(?:translate|proofread|rewrite|rephrase|paraphrase|summari[sz]e|edit|correct|fix|improve|write|draft|check|classify|complete|continue|analy[sz]e)\b[^\n:]{0,160}(?::[\s\S]*|\n[\s\S]*|[^\n]*)",
            Linear),
        // Play and fiction: whatever follows is said in a role.
        new(
            @"\b(?:pretend|imagine|role-?play|let us say|let's say|lets say|say that i|suppose|supposing|hypothetically|in this scenario|act as|in a story|in my story|in my novel|in my dream|in the (?:movie|film|book|game|story|show))\b[\s\S]*",
            Linear),
    ];

    /// <summary>The message with all that blanked by a character that no rule matches.</summary>
    public static string Of(string text)
    {
        var own = new StringBuilder(text);
        foreach (var foreign in Foreign)
        {
            foreach (var match in foreign.EnumerateMatches(text))
                Blank(own, match);
        }

        return own.ToString();
    }

    private static void Blank(StringBuilder own, ValueMatch match)
    {
        for (var i = match.Index; i < match.Index + match.Length; i++)
            own[i] = own[i] == '\n' ? '\n' : '\u25A1';
    }
}
