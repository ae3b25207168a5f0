using System.Text;
using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>Clauses as long as they can be that begin as a pattern wants and end as it does not: what backtracking takes longest over.</summary>
internal static partial class NearMisses
{
    private const int Each = 12;

    // No pattern takes a line's end, so every way to read what stands before it is tried.
    private const char Wrong = '\n';

    public static IEnumerable<string> Of(ClausePattern pattern, Random random)
    {
        var words = Word().Matches(pattern.ToString()).Select(word => word.Value).ToList();
        var subject = words.FindIndex(word => word is "I" or "my");
        for (var i = 0; i < Each; i++)
        {
            // The pattern's words from its start on, so that its front fits; then any of them.
            var front = words.Skip(Math.Max(subject, 0)).Take(1 + random.Next(6));
            yield return Filled(front, () => words[random.Next(words.Count)]);
            yield return Filled(front, () => "a");
        }
    }

    private static string Filled(IEnumerable<string> front, Func<string> next)
    {
        var clause = new StringBuilder(string.Join(' ', front));
        while (clause.Length < Sentence.Longest)
            clause.Append(clause.Length % 5 == 0 ? ", " : " ").Append(next());
        clause.Length = Sentence.Longest - 1;
        return clause.Append(Wrong).ToString();
    }

    [GeneratedRegex(@"(?<![\\<{])\b[A-Za-z']+\b(?![}>])", RegexOptions.None, 1_000)]
    private static partial Regex Word();
}
