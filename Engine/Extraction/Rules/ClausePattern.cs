using System.Text.RegularExpressions;

namespace ChatMemory.Extraction.Rules;

/// <summary>
/// A regular expression for clauses, whose time is bounded whatever the text. It backtracks, which for a clause takes microseconds and little
/// memory. The first text over which that takes long is decided in linear time, and so is everything after it: the linear engine wants
/// megabytes and milliseconds for an expression before its first answer, so it is built for those alone that need it.
/// </summary>
internal sealed class ClausePattern(string expression)
{
    private const RegexOptions Common = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);

    private readonly Lazy<Regex> _backtracking = new(() => new(expression, Common, Limit));
    private readonly Lazy<Regex> _linear = new(() => new(expression, Common | RegexOptions.NonBacktracking));
    private volatile bool _isLinear;

    /// <summary>Whether some text has taken so long that all are decided in linear time since.</summary>
    public bool IsLinear => _isLinear;

    public bool IsMatch(string clause) => Quickly(clause)?.Success ?? _linear.Value.IsMatch(clause);

    /// <summary>The match with its groups; unsuccessful when the clause does not match or finding the groups takes too long.</summary>
    public Match Match(string clause)
    {
        if (Quickly(clause) is { } match)
            return match;
        // The linear engine does not keep to lazy loops when it captures.
        return (_linear.Value.IsMatch(clause) ? Backtracked(clause) : null) ?? System.Text.RegularExpressions.Match.Empty;
    }

    public override string ToString() => expression;

    // Tried twice, because the time may have gone to others who share the processor.
    private Match? Quickly(string clause)
    {
        if (_isLinear)
            return null;
        var match = Backtracked(clause) ?? Backtracked(clause);
        if (match is null)
            _isLinear = true;
        return match;
    }

    private Match? Backtracked(string clause)
    {
        try
        {
            return _backtracking.Value.Match(clause);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }
}
