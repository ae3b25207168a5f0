using static ChatMemory.Recall.RecallSubject;

namespace ChatMemory.Recall;

public sealed class RankingTests
{
    [Fact]
    public void Search_WithAnotherFormOfTheWord_FindsIt()
    {
        var view = IndexOf(Fact(1, "I bought new running shoes"), Fact(2, "The meeting is at noon"), Fact(3, "My sister lives in Oslo")).View();

        Assert.Equal(Id(1), view.Ask("What did I buy?").Ids()[0]);
    }

    [Fact]
    public void Search_ForAKindOfThing_FindsAMemberOfIt()
    {
        var view = IndexOf(Fact(1, "We adopted a puppy called Rex"), Fact(2, "The car needs new tyres"), Fact(3, "I sing in a choir")).View();

        Assert.Equal(Id(1), view.Ask("Do we have any pets?").Ids()[0]);
    }

    [Fact]
    public void Search_ForWhatWasAsked_FindsTheAnswerBesideIt()
    {
        var view = IndexOf(
            Turn(1, "s", "Ann", "Morning! The garden is a mess."),
            Turn(2, "s", "Ann", "Which flavour did you choose for the wedding cake?"),
            Turn(3, "s", "Ben", "Lemon with almonds, it was a hard decision to make."),
            Turn(4, "t", "Ben", "The train was late again."),
            Turn(5, "t", "Ann", "Trains always are.")).View();

        Assert.Contains(Id(3), view.Ask("Which flavour did Ben choose for the wedding cake?", limit: 2).Ids());
    }

    [Fact]
    public void Search_NamingASpeaker_PrefersWhatThatOneSaid()
    {
        var view = IndexOf(
            Turn(1, "s", "Ann", "I went hiking in the mountains"),
            Turn(2, "t", "Ben", "I went hiking in the mountains as well")).View();

        var result = view.Ask("Where did Ben go hiking?");

        Assert.Equal(Id(2), result.Ids()[0]);
        Assert.True(result.Memories[0].Why.Speaker);
    }

    [Fact]
    public void Search_NamingATime_PrefersWhatWasSaidThen()
    {
        var may = Fact(1, "We had dinner with friends") with { SaidAt = new(2026, 5, 3, 20, 0, 0, TimeSpan.Zero) };
        var march = Fact(2, "We had dinner with the neighbours") with { SaidAt = new(2026, 3, 3, 20, 0, 0, TimeSpan.Zero) };
        var view = IndexOf(may, march).View();

        Assert.Equal(Id(2), view.Ask("Who came to dinner in March?").Ids()[0]);
        Assert.Equal(Id(1), view.Ask("Who came to dinner last month?").Ids()[0]);
        Assert.True(view.Ask("Who came to dinner last month?").Memories[0].Why.Time);
    }

    [Fact]
    public void Search_WithTenWordings_ReturnsOneOfThem()
    {
        var wordings = Enumerable.Range(1, 10).Select(number => Fact(number, "I really love green tea" + new string('!', number)));
        var view = IndexOf([.. wordings, Fact(11, "Coffee keeps me awake at night, tea does not")]).View();

        Assert.Equal(2, view.Ask("Which tea do I love?").Memories.Count);
    }

    [Fact]
    public void Search_WithAPinnedMemory_PutsItBeforeAnEqualOne()
    {
        var view = IndexOf(Fact(1, "My locker code is on the blue card"), Fact(2, "My locker code is on the red card") with { Pinned = true, SaidAt = Fact(1, "").SaidAt }).View();

        Assert.Equal(Id(2), view.Ask("Where is my locker code?").Ids()[0]);
    }

    [Fact]
    public void Search_SaysWhy()
    {
        var found = IndexOf(Fact(1, "I bought apples"), Fact(2, "It rains")).View().Ask("Did I buy apples?").Memories[0];

        Assert.Equal(["buy", "apples"], found.Why.Terms);
        Assert.True(found.Why.Lexical > 0);
        Assert.InRange(found.Why.Semantic!.Value, 0.1f, 1);
        Assert.InRange(found.Score, 0, 1);
    }

    [Fact]
    public void Search_WithoutTheQuestionsVector_FindsByWordsAndSaysPartial()
    {
        var view = IndexOf(Fact(1, "I bought apples"), Fact(2, "It rains")).View();

        var result = view.Search(new() { Text = "apples" }, null, Now, 7, CancellationToken.None);

        Assert.Equal(Id(1), result.Ids()[0]);
        Assert.True(result.Partial);
        Assert.Equal(7, result.AsOf);
    }

    [Fact]
    public void Search_WhenTheBudgetIsOver_ReturnsWhatWordsFindAndSaysPartial()
    {
        var view = IndexOf(Fact(1, "I bought apples")).View();

        var result = view.Search(new() { Text = "apples" }, VectorOf("apples"), Now, 0, new(canceled: true));

        Assert.Equal([Id(1)], result.Ids());
        Assert.True(result.Partial);
    }

    [Fact]
    public void Search_OfAnEmptyIndex_FindsNothingAndIsComplete()
    {
        var result = new RecallIndex(new()).View().Ask("anything");

        Assert.Empty(result.Memories);
        Assert.False(result.Partial);
    }

    [Fact]
    public void Search_WithATokenBudget_StaysWithin()
    {
        var view = IndexOf(Enumerable.Range(1, 30).Select(number => Fact(number, $"Apples of orchard {number} taste of {string.Join(' ', Enumerable.Repeat("sugar", number))}"))).View();

        var result = view.Search(new() { Text = "apples", Limit = 30, MaxTokens = 100 }, VectorOf("apples"), Now, 0, CancellationToken.None);

        Assert.InRange(result.Tokens, 1, 100);
        Assert.Equal(result.Tokens, result.Memories.Sum(found => MemoryBlock.TokensOf(found.Memory)));
    }

    [Fact]
    public void Search_WithALeastScore_LeavesOutWhatFitsWorse()
    {
        var view = IndexOf(Fact(1, "I bought apples at the market"), Fact(2, "The market was closed"), Fact(3, "It rains")).View();
        var all = view.Ask("Did I buy apples at the market?");

        var few = view.Search(
            new() { Text = "Did I buy apples at the market?", MinScore = all.Memories[0].Score }, VectorOf("Did I buy apples at the market?"), Now, 0, CancellationToken.None);

        Assert.Equal([Id(1)], few.Ids());
    }
}
