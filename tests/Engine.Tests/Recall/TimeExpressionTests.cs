using ChatMemory.Recall.Text;
using ChatMemory.Recall.Times;

namespace ChatMemory.Recall;

public sealed class TimeExpressionTests
{
    // Said on Thursday, 25 May 2023.
    private static readonly DateOnly Said = new(2023, 5, 25);

    [Theory]
    [InlineData("on 3 June, 2022", "2022-06-03", "2022-06-03")]
    [InlineData("June 3rd 2022", "2022-06-03", "2022-06-03")]
    [InlineData("the 3rd of June 2022", "2022-06-03", "2022-06-03")]
    [InlineData("2022-06-03", "2022-06-03", "2022-06-03")]
    [InlineData("in January 2022", "2022-01-01", "2022-01-31")]
    [InlineData("in June", "2022-06-01", "2022-06-30")]
    [InlineData("last May", "2022-05-01", "2022-05-31")]
    [InlineData("next month", "2023-06-01", "2023-06-30")]
    [InlineData("in 2019", "2019-01-01", "2019-12-31")]
    [InlineData("yesterday", "2023-05-24", "2023-05-24")]
    [InlineData("last Saturday", "2023-05-20", "2023-05-20")]
    [InlineData("last Thursday", "2023-05-18", "2023-05-18")]
    [InlineData("last week", "2023-05-15", "2023-05-21")]
    [InlineData("last weekend", "2023-05-20", "2023-05-21")]
    [InlineData("two weeks ago", "2023-05-08", "2023-05-14")]
    [InlineData("a couple of days ago", "2023-05-23", "2023-05-23")]
    [InlineData("three years ago", "2020-01-01", "2020-12-31")]
    [InlineData("last summer", "2022-06-01", "2022-08-31")]
    public void Find_OfAnExpression_GivesTheDaysItMeans(string text, string from, string to) =>
        Assert.Equal([new(DateOnly.Parse(from), DateOnly.Parse(to))], Find(text));

    [Theory]
    [InlineData("I may come")]
    [InlineData("one of the two dogs")]
    [InlineData("soldiers march past")]
    [InlineData("30 February 2022")]
    [InlineData("9999 things, 0001")]
    public void Find_OfNoExpression_GivesNothing(string text) => Assert.Empty(Find(text));

    private static List<TimeRange> Find(string text) => TimeExpressions.Find([.. TextAnalyzer.Analyze(text).Select(token => token.Surface)], Said);
}
