using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>
/// A regular expression for whole clauses that takes linear time to say no, whatever the text. Only what matches is matched
/// again to find the groups, because the linear engine does not keep to lazy loops when it captures; that has a time limit.
/// </summary>
internal sealed class ClausePattern(string expression)
{
    private const RegexOptions Common = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private readonly Regex _deciding = new(expression, Common | RegexOptions.NonBacktracking);
    private readonly Lazy<Regex> _capturing = new(() => new(expression, Common, Limit));

    public bool IsMatch(string clause) => _deciding.IsMatch(clause);

    /// <summary>The match with its groups; unsuccessful when the clause does not match or takes too long.</summary>
    public Match Match(string clause)
    {
        if (!IsMatch(clause))
            return System.Text.RegularExpressions.Match.Empty;
        try
        {
            return _capturing.Value.Match(clause);
        }
        catch (RegexMatchTimeoutException)
        {
            return System.Text.RegularExpressions.Match.Empty;
        }
    }
}
