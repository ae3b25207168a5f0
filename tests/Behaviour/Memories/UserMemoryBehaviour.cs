using System.Text.Json;
using ChatMemory.Extraction;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Behaviour.Memories;

/// <summary>What <see cref="IUserMemory"/> promises, sentence by sentence, on any host.</summary>
public abstract class UserMemoryBehaviour : IAsyncLifetime
{
    private static readonly UserKey Ada = new(TenantId.Default, UserId.Parse("ada"));
    private static readonly UserKey Ben = new(TenantId.Default, UserId.Parse("ben"));
    private static readonly SessionId Session = SessionId.Parse("s");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private int _exchanges;

    protected abstract UserMemoryFixture NewFixture();

    private UserMemoryFixture Host { get; set; } = null!;

    private IUserMemory User => Host.User(Ada);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Host = NewFixture();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Host.DisposeAsync();
    }

    [Fact]
    public async Task Add_OfWhatIsThereInTheSameScope_IsNotStoredAgain()
    {
        var first = await AddAsync("I like tea");

        var again = await User.AddAsync(new([new() { Text = " i LIKE tea. ", Kind = MemoryKind.Preference }]), Cancelled);
        var other = await User.AddAsync(new([new() { Text = "I like tea", Scope = new(Agent: "coach") }]), Cancelled);

        Assert.Equal((first, false), (again.Results[0].Memory, again.Results[0].Created));
        Assert.True(other.Results[0].Created);
    }

    [Fact]
    public async Task Ids_LeadToTheUsersJournal_AndAfterErasureToTheNextOne()
    {
        var added = await AddAsync("I like tea");
        await User.LearnAsync(Learn(NewExchange(), await Host.EpochOfAsync(Ada), "I live in Oslo"), Cancelled);
        var all = (await User.ListAsync(new(), Cancelled)).Memories.Select(memory => memory.Id).ToList();
        var first = await Host.EpochOfAsync(Ada);

        await User.EraseAsync(Cancelled);
        var later = await AddAsync("I like tea");

        Assert.Contains(added, all);
        Assert.Equal(2, all.Count);
        Assert.All(all, id => Assert.Equal(first, id.Epoch));
        Assert.Equal(await Host.EpochOfAsync(Ada), later.Epoch);
        Assert.NotEqual(first, later.Epoch);
    }

    [Fact]
    public async Task Add_TenThousandTimesAtOnceTheSame_LeavesOne()
    {
        var adds = Enumerable.Range(0, 10_000).Select(_ => User.AddAsync(new([new() { Text = "I like tea" }]), Cancelled));

        var outcomes = await Task.WhenAll(adds);

        Assert.Equal(1, (await User.ListAsync(new(), Cancelled)).Total);
        Assert.Single(outcomes, outcome => outcome.Results[0].Created);
        Assert.Single(outcomes.Select(outcome => outcome.Results[0].Memory).Distinct());
    }

    [Fact]
    public async Task Add_WithTheSameKey_AnswersWhatTheFirstDid_AlsoAfterACrash()
    {
        var first = await User.AddAsync(new([new() { Text = "I like tea" }], "key"), Cancelled);
        await User.DeleteAsync(new([first.Results[0].Memory]), Cancelled);
        await Host.CrashAsync();

        var again = await User.AddAsync(new([new() { Text = "I like tea" }], "key"), Cancelled);

        Assert.Equal(first.Results, again.Results);
        Assert.Equal(0, (await User.ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task Add_OfWhatExpiredOrEnded_StoresItAgain()
    {
        await User.AddAsync(new([new() { Text = "I am in Rome", ExpiresAt = Host.Time.GetUtcNow().AddDays(1) }]), Cancelled);
        Host.Time.Advance(TimeSpan.FromDays(2));

        Assert.True((await User.AddAsync(new([new() { Text = "I am in Rome" }]), Cancelled)).Results[0].Created);
    }

    [Fact]
    public async Task Add_OfAnotherAnswerToASlot_SupersedesTheFirst()
    {
        var rome = (await User.AddAsync(new([new() { Text = "lives in Rome", Slot = "home.place" }]), Cancelled)).Results[0].Memory;
        var oslo = (await User.AddAsync(new([new() { Text = "lives in Oslo", Slot = "home.place" }]), Cancelled)).Results[0].Memory;

        Assert.Equal(oslo, (await User.GetAsync(rome, Cancelled))!.SupersededBy);
        Assert.Equal([oslo], await IdsAsync(new()));
    }

    [Fact]
    public async Task Add_ThatBreaksBounds_NamesEveryField_AndStoresNothing()
    {
        var refusal = await Assert.ThrowsAsync<InvalidCommandException>(() => User.AddAsync(
            new([new() { Text = "fine" }, new() { Text = "" }, new() { Text = new string('x', 8_001), Slot = "" }], new string('k', 300)), Cancelled));

        Assert.Equal(
            ["idempotency_key", "memories[1].text", "memories[2].slot", "memories[2].text"], refusal.Errors.Select(error => error.Field).Order());
        Assert.Equal(0, (await User.ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task AcknowledgedWrites_SurviveACrash()
    {
        var tea = await AddAsync("I like tea");
        var cake = await AddAsync("I like cake");
        await User.UpdateAsync(new(tea, "I like black tea", Pinned: true), Cancelled);
        await User.DeleteAsync(new([cake]), Cancelled);
        await LearnAsync("I live in Oslo");
        var before = await User.ListAsync(new(), Cancelled);

        await Host.CrashAsync();

        Assert.Equal(Json(before), Json(await User.ListAsync(new(), Cancelled)));
    }

    [Fact]
    public async Task Recall_WithTheTokenOfAWrite_SeesIt_AlsoWhileTheEmbeddingModelIsDown()
    {
        Host.Embeddings.Failure = ScriptedEmbeddings.Down();
        var added = await User.AddAsync(new([new() { Text = "I like tea" }]), Cancelled);

        var result = await User.RecallAsync(new() { Text = "tea", AtLeast = added.Token }, Cancelled);

        Assert.True(result.AsOf >= added.Token);
        Assert.Equal(["I like tea"], result.Memories.Select(found => found.Memory.Text));
        Assert.True(result.Partial);
    }

    [Fact]
    public async Task Recall_WhileTheEmbeddingModelHangs_AnswersByWordsWhenTheBudgetEnds()
    {
        await AddAsync("I like tea");
        // So that the next call is the question's.
        Assert.True(await User.IndexedAsync(TimeSpan.FromMinutes(1), Cancelled));
        var hold = new TaskCompletionSource();
        Host.Embeddings.Hold = hold.Task;

        var called = Host.Embeddings.NextCall();
        var recall = User.RecallAsync(new() { Text = "tea" }, Cancelled);
        await called;
        Host.Time.Advance(TimeSpan.FromSeconds(1));

        var result = await recall;
        Assert.True(result.Partial);
        Assert.Single(result.Memories);
        hold.SetResult();
    }

    [Fact]
    public async Task Recall_NeverShowsEndedExpiredOrDeletedOnes()
    {
        var gone = await AddAsync("tea one");
        await User.AddAsync(new([new() { Text = "tea two", ExpiresAt = Host.Time.GetUtcNow().AddHours(1) }]), Cancelled);
        await User.AddAsync(new([new() { Text = "tea three", Slot = "tea" }, new() { Text = "tea four", Slot = "tea" }]), Cancelled);
        await User.DeleteAsync(new([gone]), Cancelled);
        Host.Time.Advance(TimeSpan.FromHours(2));

        var result = await User.RecallAsync(new() { Text = "tea" }, Cancelled);

        Assert.Equal(["tea four"], result.Memories.Select(found => found.Memory.Text));
    }

    [Fact]
    public async Task Recall_OfAUserWithoutMemories_IsEmptyAndWhole()
    {
        var result = await User.RecallAsync(new() { Text = "tea" }, Cancelled);

        Assert.Empty(result.Memories);
        Assert.False(result.Partial);
    }

    [Fact]
    public async Task Users_NeverSeeEachOther()
    {
        var id = await AddAsync("I like tea");

        Assert.Null(await Host.User(Ben).GetAsync(id, Cancelled));
        Assert.Empty((await Host.User(Ben).RecallAsync(new() { Text = "tea" }, Cancelled)).Memories);
        Assert.Empty((await Host.User(Ben).DeleteAsync(new([id]), Cancelled)).Deleted);
        Assert.NotNull(await User.GetAsync(id, Cancelled));
    }

    [Fact]
    public async Task Get_ShowsSupersededAndExpiredOnes()
    {
        var outcome = await User.AddAsync(
            new([new() { Text = "one", Slot = "s" }, new() { Text = "two", Slot = "s" }, new() { Text = "three", ExpiresAt = Host.Time.GetUtcNow() }]), Cancelled);

        foreach (var added in outcome.Results)
            Assert.NotNull(await User.GetAsync(added.Memory, Cancelled));
    }

    [Fact]
    public async Task List_PagesNewestFirst_AndCountsAllPages()
    {
        var ids = new List<MemoryId>();
        for (var i = 0; i < 7; i++)
            ids.Insert(0, await AddAsync($"memory {i}"));

        var first = await User.ListAsync(new(Limit: 3), Cancelled);
        var second = await User.ListAsync(new(Limit: 3, Cursor: first.Next), Cancelled);
        var third = await User.ListAsync(new(Limit: 3, Cursor: second.Next), Cancelled);

        Assert.Equal(ids, first.Memories.Concat(second.Memories).Concat(third.Memories).Select(memory => memory.Id));
        Assert.Equal((7, null), (third.Total, third.Next));
    }

    [Fact]
    public async Task List_ShowsEndedAndExpiredOnes_OnlyWhenAsked()
    {
        var now = Host.Time.GetUtcNow();
        await User.AddAsync(
            new([new() { Text = "old", Slot = "s" }, new() { Text = "new", Slot = "s" }, new() { Text = "late", ExpiresAt = now }]), Cancelled);

        Assert.Equal(1, (await User.ListAsync(new(), Cancelled)).Total);
        Assert.Equal(2, (await User.ListAsync(new(IncludeEnded: true), Cancelled)).Total);
        Assert.Equal(3, (await User.ListAsync(new(IncludeEnded: true, IncludeExpired: true), Cancelled)).Total);
    }

    [Fact]
    public async Task Update_OfTheText_ConfirmsIt_CountsItsVersion_AndIsFoundByTheNewWords()
    {
        var id = await AddAsync("I like tea");

        var outcome = await User.UpdateAsync(new(id, "I like cocoa"), Cancelled);

        Assert.Equal((UpdateStatus.Updated, 2, Authority.Confirmed), (outcome.Status, outcome.Memory!.Version, outcome.Memory.Authority));
        Assert.Equal([id], await RecalledAsync("cocoa"));
        Assert.Empty(await RecalledAsync("tea"));
    }

    [Fact]
    public async Task Update_WithoutText_ChangesOnlyWhatIsGiven()
    {
        var id = await AddAsync("I like tea");
        var soon = Host.Time.GetUtcNow().AddDays(1);

        await User.UpdateAsync(new(id, Kind: MemoryKind.Preference, Categories: ["drinks"], ExpiresAt: soon, Pinned: true), Cancelled);
        var memory = (await User.UpdateAsync(new(id, ClearExpiry: true), Cancelled)).Memory!;

        Assert.Equal((MemoryKind.Preference, true, null, 1), (memory.Kind, memory.Pinned, memory.ExpiresAt, memory.Version));
        Assert.Equal((Authority.Stated, "drinks"), (memory.Authority, memory.Categories.Single()));
    }

    [Fact]
    public async Task Update_IsRefused_WhenMissingImmutableOrOfAnotherVersion()
    {
        var id = await AddAsync("I like tea");
        var stone = (await User.AddAsync(new([new() { Text = "stone", Immutable = true }]), Cancelled)).Results[0].Memory;

        Assert.Equal(UpdateStatus.NotFound, (await User.UpdateAsync(new(new(Guid.Empty), "x"), Cancelled)).Status);
        Assert.Equal(UpdateStatus.Immutable, (await User.UpdateAsync(new(stone, "x"), Cancelled)).Status);
        Assert.Equal(UpdateStatus.VersionConflict, (await User.UpdateAsync(new(id, "x", ExpectedVersion: 2), Cancelled)).Status);
        Assert.Equal("I like tea", (await User.GetAsync(id, Cancelled))!.Text);
    }

    [Fact]
    public async Task Delete_TakesTextHistoryAndPlaceInRecall()
    {
        var id = await AddAsync("I like tea");
        await User.UpdateAsync(new(id, "I like cocoa"), Cancelled);

        var outcome = await User.DeleteAsync(new([id, new(Guid.Empty)]), Cancelled);

        Assert.Equal([id], outcome.Deleted);
        Assert.Null(await User.GetAsync(id, Cancelled));
        Assert.Null(await User.HistoryAsync(id, Cancelled));
        Assert.Empty(await RecalledAsync("cocoa"));
    }

    [Fact]
    public async Task Delete_ByFilter_TakesWhatMatches_SupersededAndExpiredIncluded()
    {
        await User.AddAsync(
            new([
                new() { Text = "old tea", Slot = "s" }, new() { Text = "new tea", Slot = "s" },
                new() { Text = "late tea", ExpiresAt = Host.Time.GetUtcNow() }, new() { Text = "cake" }]), Cancelled);

        Assert.Equal(3, (await User.DeleteAsync(new(Filter: new MemoryFilter.HasText("tea")), Cancelled)).Deleted.Count);
        Assert.Equal(1, (await User.ListAsync(new(IncludeEnded: true, IncludeExpired: true), Cancelled)).Total);
    }

    [Fact]
    public async Task Delete_WithSuperseded_TakesTheWholeChain()
    {
        var chain = await User.AddAsync(
            new([new() { Text = "one", Slot = "s" }, new() { Text = "two", Slot = "s" }, new() { Text = "three", Slot = "s" }, new() { Text = "other" }]), Cancelled);

        var outcome = await User.DeleteAsync(new([chain.Results[2].Memory], WithSuperseded: true), Cancelled);

        Assert.Equal(chain.Results.Take(3).Select(added => added.Memory).ToHashSet(), outcome.Deleted.ToHashSet());
        Assert.Equal([chain.Results[3].Memory], await IdsAsync(new(IncludeEnded: true)));
    }

    [Fact]
    public async Task Delete_OfNothingNamed_IsRefused() =>
        await Assert.ThrowsAsync<InvalidCommandException>(() => User.DeleteAsync(new(), Cancelled));

    [Fact]
    public async Task History_TellsEveryChangeOldestFirst()
    {
        var first = (await User.AddAsync(new([new() { Text = "lives in Rome", Slot = "home" }]), Cancelled)).Results[0].Memory;
        await User.UpdateAsync(new(first, "lives in Roma"), Cancelled);
        var second = (await User.AddAsync(new([new() { Text = "noise" }, new() { Text = "lives in Oslo", Slot = "home", SaidAt = Host.Time.GetUtcNow() }]), Cancelled)).Results[1].Memory;

        var history = await User.HistoryAsync(first, Cancelled);

        // What a person confirmed is not superseded by a later statement.
        Assert.Equal([ChangeKind.Added, ChangeKind.Updated], history!.Select(change => change.Kind));
        Assert.Equal(("lives in Rome", "lives in Roma"), (history![1].OldText, history[1].NewText));
        Assert.Single((await User.HistoryAsync(second, Cancelled))!);
    }

    [Fact]
    public async Task History_OfASupersededOne_NamesWhatTookItsPlace()
    {
        var first = (await User.AddAsync(new([new() { Text = "lives in Rome", Slot = "home" }]), Cancelled)).Results[0].Memory;
        var second = (await User.AddAsync(new([new() { Text = "lives in Oslo", Slot = "home" }]), Cancelled)).Results[0].Memory;

        var ended = (await User.HistoryAsync(first, Cancelled))![1];

        Assert.Equal((ChangeKind.Superseded, "lives in Rome", second), (ended.Kind, ended.OldText, ended.SupersededBy));
    }

    [Fact]
    public async Task Learn_HasItsEffectOnceForEachExchangeAndPart_WhateverCrashes()
    {
        var exchange = NewExchange();
        var epoch = await Host.EpochOfAsync(Ada);

        Assert.Equal((LearnStatus.Learned, 1), Short(await User.LearnAsync(Learn(exchange, epoch, "I live in Oslo"), Cancelled)));
        await Host.CrashAsync();
        Assert.Equal((LearnStatus.AlreadyLearned, 0), Short(await User.LearnAsync(Learn(exchange, epoch, "I live in Rome"), Cancelled)));
        Assert.Equal((LearnStatus.Learned, 1), Short(await User.LearnAsync(Episode(exchange, epoch, "I live in Oslo, you know"), Cancelled)));
        Assert.Equal(2, (await User.ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task Learn_KeepsTheSource()
    {
        var exchange = NewExchange();
        await User.LearnAsync(Learn(exchange, await Host.EpochOfAsync(Ada), "I live in Oslo"), Cancelled);

        var memory = (await User.ListAsync(new(), Cancelled)).Memories.Single();

        Assert.Equal(new Provenance("rules", ChatRole.User, Session, exchange, 0, new(0, 4)), memory.Provenance);
        Assert.Equal([memory.Id], await IdsAsync(new(new MemoryFilter.FromExchange(Session, exchange))));
    }

    [Fact]
    public async Task Learn_ForAUserWhoWasLookedAtBeforeTheFirstSession_IsTakenIn()
    {
        Assert.Equal(0, (await User.ListAsync(new(), Cancelled)).Total);
        var epoch = await Host.EpochOfAsync(Ada);

        Assert.Equal((LearnStatus.Learned, 1), Short(await User.LearnAsync(Learn(NewExchange(), epoch, "I live in Oslo"), Cancelled)));
        Assert.Equal(1, (await User.ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task Pinned_IsRecalledWhateverTheQuestion_AndEndedByNothingLearned()
    {
        var epoch = await Host.EpochOfAsync(Ada);
        await User.AddAsync(new([.. Enumerable.Range(1, 30).Select(n => new NewMemory { Text = $"I like ice cream number {n}" })]), Cancelled);
        await User.LearnAsync(Learn(NewExchange(), epoch, "Lives in Oslo."), Cancelled);
        Assert.DoesNotContain("Lives in Oslo.", (await User.RecallAsync(new() { Text = "ice cream", Limit = 3 }, Cancelled)).Memories.Select(found => found.Memory.Text));
        var home = (await User.ListAsync(new(new MemoryFilter.HasText("Oslo")), Cancelled)).Memories.Single();

        await User.UpdateAsync(new(home.Id, Pinned: true), Cancelled);
        await User.LearnAsync(Learn(NewExchange(), epoch, "Lives in Rome."), Cancelled);

        var found = (await User.RecallAsync(new() { Text = "ice cream", Limit = 3 }, Cancelled)).Memories;
        Assert.Equal(3, found.Count);
        Assert.Contains(home.Id, found.Select(memory => memory.Memory.Id));
        Assert.Equal(found.OrderByDescending(memory => memory.Score), found);
        Assert.Null((await User.GetAsync(home.Id, Cancelled))!.ValidUntil);
    }

    [Fact]
    public async Task List_SaysWhereItsFeedGoesOn_SoThatFollowingFromThereMissesNothing()
    {
        await AddAsync("one");
        var page = await User.ListAsync(new(), Cancelled);
        await AddAsync("two");

        Assert.Equal("two", (await TakeAsync(page.FeedPosition, taken => taken.Count == 1))[0].NewText);
    }

    [Fact]
    public async Task Erase_DeletesEverything_AndRefusesWhatIsStillOnItsWay()
    {
        var epoch = await Host.EpochOfAsync(Ada);
        await AddAsync("I like tea");

        await User.EraseAsync(Cancelled);

        Assert.Equal((LearnStatus.Erased, 0), Short(await User.LearnAsync(Learn(NewExchange(), epoch, "I live in Oslo"), Cancelled)));
        Assert.Equal(0, (await User.ListAsync(new(), Cancelled)).Total);
        Assert.Empty(await RecalledAsync("tea"));
        await AddAsync("I like cake");
        Assert.Equal((LearnStatus.Erased, 0), Short(await User.LearnAsync(Learn(NewExchange(), epoch, "I live in Oslo"), Cancelled)));
        Assert.Equal(1, (await User.ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task Follow_GivesWhatIsStoredThenWhatComes_InOrderToEveryFollower()
    {
        await AddAsync("one");
        var followers = Enumerable.Range(0, 5).Select(_ => TakeAsync(default, changes => changes[^1].Kind == ChangeKind.Deleted)).ToList();

        await User.UpdateAsync(new(await AddAsync("two"), "three"), Cancelled);
        var gone = await AddAsync("gone");
        await User.DeleteAsync(new([gone]), Cancelled);

        foreach (var changes in await Task.WhenAll(followers))
        {
            Assert.Equal(changes.Select(change => change.Number).Order(), changes.Select(change => change.Number));
            // A follower that comes after the deletion does not see what was deleted.
            Assert.Equal(["one", "two", "three"], changes.Where(change => change.Memory != gone).Select(change => change.NewText));
        }
    }

    [Fact]
    public async Task Follow_AfterANumber_BeginsBehindIt()
    {
        var first = await User.AddAsync(new([new() { Text = "one" }]), Cancelled);
        await AddAsync("two");

        var changes = await TakeAsync(new(first.Token), taken => taken.Count == 1);

        Assert.Equal("two", changes[0].NewText);
    }

    [Fact]
    public async Task Follow_WhoseReaderHasEnough_Ends()
    {
        await AddAsync("one");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await using var feed = User.FollowAsync(default, CancellationToken.None).GetAsyncEnumerator(enough.Token);
        Assert.True(await feed.MoveNextAsync());
        var next = feed.MoveNextAsync().AsTask();

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task Follow_OfAUserWhoIsErased_SaysSo_ThenGivesWhatComes()
    {
        await AddAsync("one");
        await using var feed = User.FollowAsync(default, Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.True(await feed.MoveNextAsync());
        var told = feed.MoveNextAsync();

        await User.EraseAsync(Cancelled);

        Assert.True(await told);
        Assert.Equal(default, Assert.IsType<MemoryFeedEvent.Erased>(Assert.Single(feed.Current)).Position);
        var next = feed.MoveNextAsync();
        await AddAsync("two");
        Assert.True(await next);
        Assert.Equal("two", Assert.IsType<MemoryFeedEvent.Changed>(Assert.Single(feed.Current)).Change.NewText);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Follow_FromBeforeAnErasure_SaysSo_ThenGivesEverythingSince(bool hasCrashed)
    {
        await AddAsync("one");
        var before = (await User.ListAsync(new(), Cancelled)).FeedPosition;
        await User.EraseAsync(Cancelled);
        await User.AddAsync(new([new() { Text = "two" }, new() { Text = "three" }]), Cancelled);
        if (hasCrashed)
            await Host.CrashAsync();

        var told = await ToldAsync(before, events => events.Count == 3);

        Assert.IsType<MemoryFeedEvent.Erased>(told[0]);
        Assert.Equal(["two", "three"], Changes(told).Select(change => change.NewText));
        Assert.Equal("three", (await TakeAsync(told[1].Position, taken => taken.Count == 1))[0].NewText);
    }

    [Fact]
    public async Task Follow_AfterANumberThatIsNotReached_IsToldToBeginAnew()
    {
        await AddAsync("one");

        var told = await ToldAsync(new(1_000), events => events.Count == 2);

        Assert.IsType<MemoryFeedEvent.Erased>(told[0]);
        Assert.Equal("one", Assert.Single(Changes(told)).NewText);
    }

    [Fact]
    public async Task Follow_OfAUserWhoHasNothingYet_WaitsForTheFirst_AndSpeaksOfNoErasure()
    {
        var told = ToldAsync((await User.ListAsync(new(), Cancelled)).FeedPosition, events => events.Count == 1);

        await AddAsync("one");

        Assert.Equal("one", Assert.Single(Changes(await told)).NewText);
    }

    [Fact]
    public async Task Indexed_WaitsUntilEveryMemoryHasItsVector()
    {
        var hold = new TaskCompletionSource();
        Host.Embeddings.Hold = hold.Task;
        await AddAsync("I like tea");

        var indexed = User.IndexedAsync(Patience, Cancelled);
        Assert.False(indexed.IsCompleted);
        hold.SetResult();

        Assert.True(await indexed);
        Assert.False((await User.RecallAsync(new() { Text = "tea" }, Cancelled)).Partial);
    }

    [Fact]
    public async Task Indexed_AfterACrash_TakesStoredVectorsInsteadOfAskingTheModelAgain()
    {
        await AddAsync("I like tea");
        Assert.True(await User.IndexedAsync(Patience, Cancelled));
        var asked = Host.Embeddings.Texts;

        await Host.CrashAsync();

        Assert.True(await User.IndexedAsync(Patience, Cancelled));
        Assert.Equal(asked, Host.Embeddings.Texts);
    }

    protected static string Json(MemoryPage page) => JsonSerializer.Serialize(page, ChatMemory.Serialization.EngineJson.Options);

    private static (LearnStatus Status, int Changed) Short(LearnOutcome outcome) => (outcome.Status, outcome.Changed);

    private static LearnFromExchange Learn(ExchangeId exchange, long epoch, string text) =>
        new(Session, exchange, LearningPart.Facts, epoch, [Said(exchange, text, MemoryKind.Fact)], []);

    private static LearnFromExchange Episode(ExchangeId exchange, long epoch, string text) =>
        new(Session, exchange, LearningPart.Episodes, epoch, [Said(exchange, text, MemoryKind.Episode)], []);

    private static Candidate Said(ExchangeId exchange, string text, MemoryKind kind) => new()
    {
        Text = text,
        Kind = kind,
        Provenance = new("rules", ChatRole.User, Session, exchange, 0, new(0, 4)),
        SaidAt = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero),
    };

    private static IEnumerable<MemoryChange> Changes(IEnumerable<MemoryFeedEvent> told) =>
        told.OfType<MemoryFeedEvent.Changed>().Select(changed => changed.Change);

    private async Task<List<MemoryChange>> TakeAsync(FeedPosition after, Predicate<List<MemoryChange>> isEnough) =>
        [.. Changes(await ToldAsync(after, told => isEnough([.. Changes(told)])))];

    private async Task<List<MemoryFeedEvent>> ToldAsync(FeedPosition after, Predicate<List<MemoryFeedEvent>> isEnough)
    {
        var told = new List<MemoryFeedEvent>();
        await foreach (var events in User.FollowAsync(after, Cancelled))
        {
            told.AddRange(events);
            if (isEnough(told))
                break;
        }

        return told;
    }

    private ExchangeId NewExchange() => new(new Guid(++_exchanges, 0, 0, new byte[8]));

    private async Task<MemoryId> AddAsync(string text) =>
        (await User.AddAsync(new([new() { Text = text }]), Cancelled)).Results[0].Memory;

    private async Task LearnAsync(string text) =>
        await User.LearnAsync(Learn(NewExchange(), await Host.EpochOfAsync(Ada), text), Cancelled);

    private async Task<List<MemoryId>> IdsAsync(MemoryQuery query) =>
        [.. (await User.ListAsync(query, Cancelled)).Memories.Select(memory => memory.Id)];

    private async Task<List<MemoryId>> RecalledAsync(string question) =>
        [.. (await User.RecallAsync(new() { Text = question }, Cancelled)).Memories.Where(found => found.Why.Terms.Count > 0).Select(found => found.Memory.Id)];
}
