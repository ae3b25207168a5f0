namespace ChatMemory.Extraction.Rules;

/// <summary>Rules backtrack, and must never do so for long.</summary>
public sealed class ClausePatternTests
{
    // Takes a backtracking engine longer than the universe has been there.
    private const string Ambiguous = "^(?<all>(a|aa|aaa)+)$";

    private static readonly string Long = new('a', Sentence.Longest);

    [Fact]
    public void PatternThatBacktracksWithoutEnd_SaysNoAllTheSame()
    {
        var pattern = new ClausePattern(Ambiguous);

        Assert.False(pattern.IsMatch(Long + "b"));
        Assert.False(pattern.Match(Long + "b").Success);
        Assert.True(pattern.IsLinear);
    }

    [Fact]
    public void PatternThatHasBacktrackedLong_StillFindsWhatMatches()
    {
        var pattern = new ClausePattern(Ambiguous);
        Assert.False(pattern.Match(Long + "b").Success);

        Assert.True(pattern.IsMatch(Long));
        Assert.Equal("aa", pattern.Match("aa").Groups["all"].Value);
    }

    [Fact]
    public void PatternThatIsQuick_StaysAsItIs()
    {
        var pattern = new ClausePattern("^I like (?<what>.+)$");

        Assert.Equal("tea", pattern.Match("i LIKE tea").Groups["what"].Value);
        Assert.False(pattern.Match("I drink tea").Success);
        Assert.False(pattern.IsLinear);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NoRule_BacktracksLong_OverItsOwnWordsInAnyOrder(int seed)
    {
        foreach (var pattern in Patterns())
            Assert.All(NearMisses.Of(pattern, new Random(seed)), clause => Assert.True(IsQuick(pattern, clause), $"seed {seed}: {pattern}"));
    }

    [Fact]
    public void NoRule_BacktracksLong_OverWhatPeopleSay()
    {
        var said = DevelopmentSet.All.Concat(HeldOutSet.All).Select(spoken => Wording.Plain(spoken.Text)).ToList();

        foreach (var pattern in Patterns())
            Assert.All(said, clause => Assert.True(IsQuick(pattern, clause), $"{pattern}"));
    }

    // Of their own, so that nothing is left behind in those that other tests share.
    private static IEnumerable<ClausePattern> Patterns() => RuleBook.Rules.Select(rule => new ClausePattern(rule.Pattern.ToString()));

    private static bool IsQuick(ClausePattern pattern, string clause)
    {
        pattern.IsMatch(clause);
        return !pattern.IsLinear;
    }
}
