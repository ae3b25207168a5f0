using System.Collections.Frozen;
using ChatMemory.Recall.Text;

namespace ChatMemory.Models.Offline;

/// <summary>Tells questions from statements and finds the words that carry meaning.</summary>
internal static class OfflineQuestion
{
    private static readonly FrozenSet<string> Openers =
        "what what's who who's whose where where's when when's which why how how's do does did is are was were can could will would should have has am tell remind"
            .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    public static bool IsQuestion(string text) =>
        text.EndsWith('?') || text.EndsWith('？') || text.EndsWith('؟') || Openers.Contains(FirstWord(text));

    /// <summary>The words that carry meaning, in the form that recall compares.</summary>
    public static HashSet<string> WordsOf(string text) =>
        [.. TextAnalyzer.Analyze(text).Where(token => !token.IsStop).Select(token => token.Term)];

    private static string FirstWord(string text)
    {
        var end = text.AsSpan().IndexOfAny(" ,\n");
        return (end < 0 ? text : text[..end]).ToLowerInvariant();
    }
}
