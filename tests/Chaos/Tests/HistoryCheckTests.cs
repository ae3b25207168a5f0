using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos.Tests;

/// <summary>A checker that finds nothing is worth nothing: each rule is shown to be able to fail.</summary>
public sealed class HistoryCheckTests
{
    private static readonly Entry.ExchangeAccepted Accepted = new("ada", "s", "key", "e1", "Hi", "one two", Learns: true);
    private static readonly StoredExchange Exchange = new("ada", "s", "e1", "completed", "Hi", "one two", "settled");
    private static readonly StoredMemory Episode = new("ada", "m1", "Hi", "episode", "user", "e1");
    private static readonly StoredMemory Fact = new("ada", "m2", "Said hi.", "model", "user", "e1");
    private static readonly StoredMemory Given = new("ada", "m3", "Likes tea.", "api", "user", Exchange: null);
    private static readonly Entry.MemoryAdded Added = new("ada", "key-2", "Likes tea.", "m3");

    private static readonly Entry[] Good =
    [
        Accepted, Accepted, Delta(3, "one"), Delta(4, " two"), End(5, "completed"),
        Added, new Entry.MemoryLookedFor("ada", "m3", Found: true), new Entry.Refused("chat", 503),
    ];

    [Fact]
    public void History_InWhichAllIsWell_ViolatesNothing() => Assert.Empty(Of(Good));

    [Fact]
    public void Exchange_ThatIsGone_IsLost() => Violates(Rule.NothingIsLost, Of(Good, exchanges: []));

    [Fact]
    public void Exchange_WithAnotherInput_IsLost() =>
        Violates(Rule.NothingIsLost, Of(Good, exchanges: [Exchange with { Input = "Ho" }]));

    [Fact]
    public void Memory_ThatIsGone_IsLost() => Violates(Rule.NothingIsLost, Of(Good, memories: [Episode, Fact]));

    [Fact]
    public void Memory_OfAnotherUser_IsLost() =>
        Violates(Rule.NothingIsLost, Of(Good, memories: [Episode, Fact, Given with { User = "eve" }]));

    [Fact]
    public void Exchange_StoredTwice_IsDoubled() =>
        Violates(Rule.NothingIsDoubled, Of(Good, exchanges: [Exchange, Exchange with { Id = "e2", Extraction = "none" }]));

    [Fact]
    public void Memory_StoredTwice_IsDoubled() =>
        Violates(Rule.NothingIsDoubled, Of(Good, memories: [Episode, Fact, Given, Given with { Id = "m4" }]));

    [Fact]
    public void Lesson_LearnedTwice_IsDoubled() =>
        Violates(Rule.NothingIsDoubled, Of(Good, memories: [Episode, Fact, Fact with { Id = "m4" }, Given]));

    [Fact]
    public void Key_AnsweredWithTwoExchanges_DoesNotHold() =>
        Violates(Rule.KeysHold, Of([.. Good, Accepted with { Exchange = "e2" }]));

    [Fact]
    public void Key_AnsweredWithTwoMemories_DoesNotHold() =>
        Violates(Rule.KeysHold, Of([.. Good, Added with { Memory = "m4" }]));

    [Fact]
    public void Follower_WhoSawWhatIsNotStored_SawNoPrefix() =>
        Violates(Rule.FollowersSawAPrefix, Of([Accepted, Delta(3, "one"), Delta(4, " too")]));

    [Fact]
    public void Follower_WhoMissedSomething_SawNoPrefix() =>
        Violates(Rule.FollowersSawAPrefix, Of([Accepted, Delta(4, " two")]));

    [Fact]
    public void Follower_WhoGotAnEventTwice_SawNoPrefix() =>
        Violates(Rule.FollowersSawAPrefix, Of([Accepted, Delta(3, "one"), Delta(3, "")]));

    [Fact]
    public void Follower_WhoWasToldOfTheLoss_MaySeeTheNumbersAgain() =>
        Assert.DoesNotContain(
            Of([Accepted, Delta(3, "one"), Delta(4, " tw"), new Entry.EventSeen(1, "e1", 4, "events.lost") { Lost = (4, 4) }, Delta(4, " two")]),
            violation => violation.Rule == Rule.FollowersSawAPrefix);

    [Fact]
    public void Follower_WhoWasNotToldOfTheLoss_SawNoPrefix() =>
        Violates(Rule.FollowersSawAPrefix, Of([Accepted, Delta(3, "one"), Delta(4, " tw"), Delta(5, " two")]));

    [Fact]
    public void End_ToldAsCompleted_MustBeStoredSo() =>
        Violates(Rule.EndsAgree, Of(Good, exchanges: [Exchange with { Status = "incomplete" }]));

    [Fact]
    public void End_ToldAsCompleted_ComesAfterAllOfTheText() =>
        Violates(Rule.EndsAgree, Of([Accepted, Delta(3, "one"), End(5, "completed")]));

    [Fact]
    public void End_ToldAsCancelled_MustBeStoredSo() =>
        Violates(Rule.EndsAgree, Of([Accepted, Delta(3, "one"), End(5, "cancelled")]));

    [Fact]
    public void Answer_WithATokenTwice_IsNotWhole() =>
        Violates(Rule.AnswersAreWhole, Of([Accepted], exchanges: [Exchange with { Answer = "one two two" }]));

    [Fact]
    public void Exchange_ThatStillRuns_HasNotSettled() =>
        Violates(Rule.EverythingSettles, Of([Accepted], exchanges: [Exchange with { Status = "started", Answer = "one", Extraction = "none" }]));

    [Theory]
    [InlineData("pending")]
    [InlineData("failed")]
    public void Extraction_ThatIsNotDone_HasNotSettled(string extraction) =>
        Violates(Rule.EverythingSettles, Of([Accepted], exchanges: [Exchange with { Extraction = extraction }]));

    [Fact]
    public void Lesson_OfAnIncompleteExchange_MustNotBe() =>
        Violates(Rule.OnlyCompletedTeach, Of([Accepted], exchanges: [Exchange with { Status = "incomplete", Extraction = "none" }]));

    [Fact]
    public void Lesson_OfAnExchangeThatIsNotThere_MustNotBe() =>
        Violates(Rule.OnlyCompletedTeach, Of([], exchanges: []));

    [Fact]
    public void CompletedExchange_WithoutEpisode_HasNotTaught() => Violates(Rule.CompletedTeach, Of([Accepted], memories: [Fact]));

    [Fact]
    public void CompletedExchange_WithoutFact_HasNotTaught() => Violates(Rule.CompletedTeach, Of([Accepted], memories: [Episode]));

    [Fact]
    public void Write_ThatIsNotFoundRightAfter_WasNotSeen() =>
        Violates(Rule.WritesAreSeen, Of([.. Good, new Entry.MemoryLookedFor("ada", "m3", Found: false)]));

    [Fact]
    public void Client_ThatWaitsInVain_IsNotServed() => Violates(Rule.ClientsAreServed, Of([.. Good, new Entry.Stuck("chat")]));

    [Theory]
    [InlineData(500)]
    [InlineData(404)]
    public void Client_ThatIsToldOfAnError_IsNotServed(int status) =>
        Violates(Rule.ClientsAreServed, Of([.. Good, new Entry.Refused("chat", status)]));

    [Fact]
    public void Exchange_CutWithoutACrash_MustNotBe()
    {
        StoredExchange[] cut = [Exchange with { Status = "incomplete", Answer = "one", Extraction = "none" }];

        Violates(Rule.NothingIsCut, HistoryCheck.Of([Accepted], new(cut, []), mayCut: false));
        Assert.Empty(HistoryCheck.Of([Accepted], new(cut, [])));
    }

    [Fact]
    public void Log_WithAUserInIt_NamesSomebody()
    {
        Assert.True(LogCheck.NamesSomebody("Request [session/s/default/patron3/s0] timed out"));
        Assert.False(LogCheck.NamesSomebody("After a restart a session cut the answer that was in progress."));
    }

    private static IReadOnlyList<Violation> Of(Entry[] history, StoredExchange[]? exchanges = null, StoredMemory[]? memories = null) =>
        HistoryCheck.Of(history, new(exchanges ?? [Exchange], memories ?? [Episode, Fact, Given]));

    private static void Violates(Rule rule, IReadOnlyList<Violation> violations) =>
        Assert.Contains(violations, violation => violation.Rule == rule);

    private static Entry.EventSeen Delta(long number, string text) => new(1, "e1", number, "delta") { Text = text };

    private static Entry.EventSeen End(long number, string status) => new(1, "e1", number, "exchange.ended") { Status = status };
}
