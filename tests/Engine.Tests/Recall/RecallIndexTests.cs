using ChatMemory.Memories;
using static ChatMemory.Recall.RecallSubject;

namespace ChatMemory.Recall;

public sealed class RecallIndexTests
{
    [Fact]
    public void Put_OfANewText_DropsTheOldWordsAndVector()
    {
        var index = IndexOf(Fact(1, "I live in Oslo"));

        index.Put(Fact(1, "I live in Bergen") with { Version = 2 });

        Assert.Equal((1, 1), (index.Count, index.MissingVectors));
        Assert.Empty(index.View().Ask("Oslo").Memories);
        Assert.Equal("I live in Bergen", index.View().Ask("Bergen").Memories[0].Memory.Text);
    }

    [Fact]
    public void Put_OfTheSameText_KeepsTheVector()
    {
        var index = IndexOf(Fact(1, "I live in Oslo"));

        index.Put(Fact(1, "I live in Oslo") with { Pinned = true });

        Assert.Equal(0, index.MissingVectors);
        Assert.True(index.View().Ask("Oslo").Memories[0].Memory.Pinned);
    }

    [Fact]
    public void SetVector_OfAnOldVersion_IsRefused()
    {
        var index = IndexOf(Fact(1, "I live in Bergen") with { Version = 2 });

        Assert.False(index.SetVector(Id(1), 1, VectorOf("I live in Oslo").Span));
        Assert.False(index.SetVector(Id(2), 1, VectorOf("I live in Oslo").Span));
    }

    [Fact]
    public void SetVector_OfOtherDimensions_IsRefused() =>
        Assert.Throws<ArgumentException>(() => IndexOf(Fact(1, "a thing")).SetVector(Id(1), 1, [1, 2, 3]));

    [Fact]
    public void View_KeepsWhatItSaw()
    {
        var index = IndexOf(Fact(1, "I live in Oslo"), Fact(2, "I like apples"));
        var before = index.View();

        index.Remove(Id(1));
        index.Put(Fact(3, "Oslo is cold"));

        Assert.Equal([Id(1)], before.Ask("Oslo", filter: new MemoryFilter.HasText("Oslo")).Ids());
        Assert.Equal([Id(3)], index.View().Ask("Oslo", filter: new MemoryFilter.HasText("Oslo")).Ids());
    }

    [Fact]
    public void Search_ForWhatEndedOrExpired_DoesNotFindIt()
    {
        var view = IndexOf(
            Fact(1, "I live in Oslo") with { ValidUntil = Now },
            Fact(2, "I live in Oslo now") with { ExpiresAt = Now.AddTicks(-1) },
            Fact(3, "I live in Oslo, still") with { ExpiresAt = Now.AddTicks(1) }).View();

        Assert.Equal([Id(3)], view.Ask("Oslo").Ids());
    }

    [Fact]
    public void Remove_OfMost_GivesUpTheirRoomAndKeepsTheRestAsItWas()
    {
        const int all = 4_000, kept = 500;
        var index = IndexOf(Enumerable.Range(1, all).Select(number => Turn(number, $"s{number / 10}", "Ann", $"Apple number {number} is of colour {number % 7}")));
        for (var number = kept + 1; number <= all; number++)
            index.Remove(Id(number));

        var fresh = IndexOf(Enumerable.Range(1, kept).Select(number => Turn(number, $"s{number / 10}", "Ann", $"Apple number {number} is of colour {number % 7}")));

        Assert.InRange(index.Slots, kept, all / 2);
        Assert.Equal(0, index.MissingVectors);
        foreach (var question in (string[])["Which colour has apple 123?", "apple 77", "colour 3"])
        {
            var expected = fresh.View().Ask(question);
            var actual = index.View().Ask(question);
            Assert.Equal(expected.Ids(), actual.Ids());
            Assert.Equal(expected.Memories.Select(found => found.Score), actual.Memories.Select(found => found.Score));
        }
    }

    [Fact]
    public void Put_OfANewTextOfATurn_KeepsItsPlaceInTheConversation()
    {
        var index = IndexOf(
            Turn(1, "s", "Ann", "Which flavour did you choose for the wedding cake?"),
            Turn(2, "s", "Ben", "Lemon"),
            Turn(3, "s", "Ann", "Good"));

        index.Put(Turn(2, "s", "Ben", "Lemon with almonds") with { Version = 2 });

        var found = index.View().Ask("wedding cake flavour").Memories.Single(one => one.Memory.Id == Id(2));
        Assert.True(found.Why.Context > 0);
    }
}
