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
    [InlineData("am 3. Juni 2022", "2022-06-03", "2022-06-03")]
    [InlineData("im März 2022", "2022-03-01", "2022-03-31")]
    [InlineData("Was war im letzten Mai?", "2022-05-01", "2022-05-31")]
    [InlineData("letzte Woche", "2023-05-15", "2023-05-21")]
    [InlineData("vorgestern war ich da", "2023-05-23", "2023-05-23")]
    [InlineData("Gestern Morgen war ich schwimmen", "2023-05-24", "2023-05-24")]
    [InlineData("Das machen wir morgen", "2023-05-26", "2023-05-26")]
    [InlineData("am vergangenen Samstag", "2023-05-20", "2023-05-20")]
    [InlineData("vor zwei Wochen", "2023-05-08", "2023-05-14")]
    [InlineData("vor ein paar Tagen", "2023-05-22", "2023-05-22")]
    [InlineData("vor 3 Jahren", "2020-01-01", "2020-12-31")]
    [InlineData("im nächsten Monat", "2023-06-01", "2023-06-30")]
    [InlineData("letztes Wochenende", "2023-05-20", "2023-05-21")]
    [InlineData("letzten Sommer", "2022-06-01", "2022-08-31")]
    [InlineData("le 3 juin 2022", "2022-06-03", "2022-06-03")]
    [InlineData("le 1er février 2022", "2022-02-01", "2022-02-01")]
    [InlineData("Qu'est-ce que j'ai fait en mai dernier ?", "2022-05-01", "2022-05-31")]
    [InlineData("la semaine dernière", "2023-05-15", "2023-05-21")]
    [InlineData("je l'ai vue avant-hier", "2023-05-23", "2023-05-23")]
    [InlineData("je l'ai vu hier soir", "2023-05-24", "2023-05-24")]
    [InlineData("samedi dernier", "2023-05-20", "2023-05-20")]
    [InlineData("il y a deux semaines", "2023-05-08", "2023-05-14")]
    [InlineData("il y a quelques jours", "2023-05-22", "2023-05-22")]
    [InlineData("l'année prochaine", "2024-01-01", "2024-12-31")]
    [InlineData("le week-end dernier", "2023-05-20", "2023-05-21")]
    [InlineData("l'été dernier", "2022-06-01", "2022-08-31")]
    [InlineData("el 3 de junio de 2022", "2022-06-03", "2022-06-03")]
    [InlineData("en enero del 2022", "2022-01-01", "2022-01-31")]
    [InlineData("en mayo pasado", "2022-05-01", "2022-05-31")]
    [InlineData("la semana pasada", "2023-05-15", "2023-05-21")]
    [InlineData("anteayer estuve en casa", "2023-05-23", "2023-05-23")]
    [InlineData("ayer por la mañana", "2023-05-24", "2023-05-24")]
    [InlineData("lo haremos mañana por la tarde", "2023-05-26", "2023-05-26")]
    [InlineData("el sábado pasado", "2023-05-20", "2023-05-20")]
    [InlineData("hace dos semanas", "2023-05-08", "2023-05-14")]
    [InlineData("hace un par de días", "2023-05-23", "2023-05-23")]
    [InlineData("el mes que viene", "2023-06-01", "2023-06-30")]
    [InlineData("el fin de semana pasado", "2023-05-20", "2023-05-21")]
    [InlineData("el verano pasado", "2022-06-01", "2022-08-31")]
    public void Find_OfAnExpressionInAnotherLanguage_GivesTheDaysItMeans(string text, string from, string to) =>
        Assert.Equal([new(DateOnly.Parse(from), DateOnly.Parse(to))], Find(text));

    [Theory]
    [InlineData("I may come")]
    [InlineData("Jeden Morgen trinke ich Tee")]
    [InlineData("Ich war vor dem Haus der Familie")]
    [InlineData("Je suis un peu en retard et je le regrette")]
    [InlineData("Por la mañana me gusta el café")]
    [InlineData("She sold mars bars and mayo")]
    [InlineData("one of the two dogs")]
    [InlineData("soldiers march past")]
    [InlineData("30 February 2022")]
    [InlineData("9999 things, 0001")]
    public void Find_OfNoExpression_GivesNothing(string text) => Assert.Empty(Find(text));

    private static List<TimeRange> Find(string text) => TimeExpressions.Find(TextAnalyzer.Analyze(text), Said);
}
