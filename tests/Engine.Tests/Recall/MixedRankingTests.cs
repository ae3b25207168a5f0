using ChatMemory.Memories;
using static ChatMemory.Recall.RecallSubject;

namespace ChatMemory.Recall;

public sealed class MixedRankingTests
{
    private static readonly string[] Unrelated =
    [
        "The meeting was moved to Thursday", "My sister works at a hospital in Oslo", "I cleaned the garage and found old ice skates",
        "We watched a film about whales", "I love long walks by the river", "The dentist wants to see me in spring", "My brother plays the cello",
        "The bus is late every Monday", "I painted the kitchen yellow", "Our neighbours have twins now",
    ];

    [Fact]
    public void Search_ForALikedThing_ScoresTheFactLikeItsEpisode()
    {
        var view = IndexOf(Introduction).View();

        var found = view.Ask("Which ice cream do I love?");

        var (episode, likes, name) = (Score(found, 1), Score(found, 2), Score(found, 3));
        Assert.InRange(likes / episode, 0.2, 5);
        Assert.True(name < likes / 5, $"likes {likes}, name {name}");
        Assert.Equal(Id(3), found.Ids()[^1]);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(300)]
    public void Search_AmongMemories_ScoresAMatchClearlyAboveACommonWord(int count)
    {
        var view = IndexOf([.. Introduction, .. Crowd(count - 3)]).View();

        var found = view.Ask("Which ice cream do I love?", limit: 20);

        var others = found.Memories.Where(memory => memory.Memory.Id != Id(1) && memory.Memory.Id != Id(2)).Max(memory => memory.Score);
        Assert.True(Score(found, 2) > 4 * others, $"{Score(found, 1)}, {Score(found, 2)}, others {others}");
        Assert.InRange(Score(found, 2), 0.1, 1);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(300)]
    public void Search_WithoutAnAnswer_ScoresNothingHigh(int count)
    {
        var view = IndexOf([.. Introduction, .. Crowd(count - 3)]).View();

        var found = view.Ask("Which colour did the landlord love for the bathroom tiles?", limit: 20);

        Assert.All(found.Memories, memory => Assert.True(memory.Score < 0.05, $"{memory.Score}: {memory.Memory.Text}"));
    }

    [Fact]
    public void Search_ForAFactOfACaller_ScoresItWithoutAnyConversation()
    {
        var view = IndexOf(Fact(1, "Allergic to peanuts"), Fact(2, "Lives in Ulm"), Fact(3, "Works as a nurse")).View();

        var found = view.Ask("What am I allergic to?");

        Assert.Equal(Id(1), found.Ids()[0]);
        Assert.InRange(found.Memories[0].Score, 0.1, 1);
        Assert.All(found.Memories.Skip(1), other => Assert.True(other.Score < found.Memories[0].Score / 5));
    }

    [Fact]
    public void Search_ForAFactThatATurnTells_GivesItsPlaceToAnotherWhereRoomIsShort()
    {
        var view = IndexOf(
            Turn(1, "s", null, "My sister Anna bought a red bicycle in Ghent last week, can you believe it?"),
            Fact(2, "Sister Anna bought a red bicycle in Ghent."),
            Fact(3, "The old bicycle was stolen.")).View();

        Assert.Equal([Id(1), Id(3)], view.Ask("Where did Anna buy the red bicycle?", limit: 2).Ids().OrderBy(id => id.Value));
        Assert.Equal(3, view.Ask("Where did Anna buy the red bicycle?", limit: 3).Memories.Count);
    }

    private static Memory[] Introduction =>
    [
        Turn(1, "s", null, "Hi, I am Ada and I love pistachio ice cream."),
        Fact(2, "Likes pistachio ice cream.") with { Kind = MemoryKind.Preference, SaidAt = Now.AddDays(-1) },
        Fact(3, "Name is Ada.") with { Kind = MemoryKind.Profile, SaidAt = Now.AddDays(-1) },
    ];

    private static IEnumerable<Memory> Crowd(int count) => Enumerable.Range(0, count).Select(i =>
        i % 2 == 0 ? Turn(i + 4, "t" + (i / 10), null, $"{Unrelated[i % 10]}, number {i}.") : Fact(i + 4, $"{Unrelated[i % 10]}, number {i}."));

    private static float Score(RecallResult found, int number) => found.Memories.Single(memory => memory.Memory.Id == Id(number)).Score;
}
