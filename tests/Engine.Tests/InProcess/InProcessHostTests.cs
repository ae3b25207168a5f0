using System.Text.Json;
using ChatMemory.Behaviour.Sessions;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Serialization;
using ChatMemory.Sessions;
using ChatMemory.Support;
using ChatMemory.Users;

namespace ChatMemory.InProcess;

public sealed class InProcessHostTests
{
    private readonly InProcessSessionFixture _fixture = new(
        new() { AppendTries = 2 }, new() { MaxLoaded = 4, MaxCalls = 3, ShutdownGrace = TimeSpan.FromSeconds(5) });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private InProcessHost Host => _fixture.Running;

    [Fact]
    public async Task Session_NobodyUses_IsLetGoAndLoadsAgain()
    {
        await CompleteAsync("s");
        await SettleAsync("s");
        await Host.LetGoIdleAsync();
        Assert.Equal(1, Host.LoadedSessions);

        _fixture.Time.Advance(TimeSpan.FromMinutes(10));
        await Host.LetGoIdleAsync();

        Assert.Equal((0, 0), (Host.LoadedSessions, Host.LoadedUsers));
        Assert.Equal(1, (await Of("s").StatusAsync(Token))!.Exchanges);
    }

    [Fact]
    public async Task Session_ThatAnswers_IsNotLetGo()
    {
        var accepted = Assert.IsType<StartOutcome.Accepted>(
            await Of("s").StartAsync(Saying() with { Deadline = TimeSpan.FromHours(1) }, Token)).Exchange;
        var turn = await _fixture.Model.NextTurnAsync(Token);
        _fixture.Time.Advance(TimeSpan.FromMinutes(11));
        await Host.LetGoIdleAsync();

        turn.Finish();

        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync("s", accepted)).Status);
        Assert.Equal(1, Host.LoadedSessions);
    }

    [Fact]
    public async Task Host_ThatIsFull_LetsIdleSessionsGoFirst()
    {
        for (var i = 0; i < 12; i++)
            await CompleteAsync($"s{i}");

        Assert.InRange(Host.LoadedSessions, 1, 4);
        Assert.Equal(1, (await Of("s0").StatusAsync(Token))!.Exchanges);
    }

    [Fact]
    public async Task Host_FullOfRunningSessions_RefusesMore()
    {
        for (var i = 0; i < 4; i++)
            await StartAsync($"s{i}");

        var refusal = await Assert.ThrowsAsync<OverloadedException>(() => Of("more").StatusAsync(Token));

        Assert.Equal("ChatMemory:Host:MaxLoaded", refusal.Limit);
    }

    [Fact]
    public async Task Session_WithTooManyCalls_RefusesMore()
    {
        var held = Hold();
        List<Task> calls = [.. Enumerable.Range(0, 3).Select(_ => Of("s").RecordAsync(Said("x"), Token))];

        await Assert.ThrowsAsync<OverloadedException>(() => Of("s").RecordAsync(Said("x"), Token));

        held.SetResult();
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task Cancel_WhileACallHoldsTheTurn_IsNotKeptWaiting()
    {
        var accepted = await StartAsync("s");
        await _fixture.Model.NextTurnAsync(Token);
        var held = new TaskCompletionSource();
        _fixture.Memory.BeforeLearn = _ => held.Task;
        var recorded = Assert.IsType<StartOutcome.Accepted>(await Of("s").RecordAsync(Said("x"), Token));
        var reporting = Of("s").ReportExtractionAsync(new(recorded.Exchange), Token);

        Assert.Equal(CancelOutcome.Cancelled, await Of("s").CancelAsync(accepted, Token));

        Assert.False(reporting.IsCompleted);
        held.SetResult();
        await reporting;
    }

    [Fact]
    public async Task Session_ThatLosesItsFence_ShowsFollowersTheTruthAndAsksNoModelTwice()
    {
        var accepted = await StartAsync("s");
        var turn = await _fixture.Model.NextTurnAsync(Token);
        var following = EndedAsync("s", accepted);
        var old = Host;
        await _fixture.RestartAsync();

        turn.Say("too late");
        await turn.Released.Task.WaitAsync(Token);

        Assert.Equal("interrupted", (await following).Reason!.Code);
        Assert.Equal(1, (await old.Session(SessionFixture.Key("s")).StatusAsync(Token))!.Exchanges);
        Assert.Equal(1, _fixture.Model.Requests);
    }

    [Fact]
    public async Task Journal_AwayInTheMiddleOfAnAnswer_BreaksTheStreamsAndIsTakenUpLater()
    {
        var (accepted, turn, _) = await StreamingAsync();
        var following = EventsAsync("s", accepted);
        await LoseJournalAsync(turn, following);

        await Assert.ThrowsAsync<ChatMemoryException>(() => following);
        await turn.Released.Task.WaitAsync(Token);

        _fixture.Journals.BeforeAppend = null;
        Assert.Equal(ExchangeStatus.Incomplete, (await EndedAsync("s", accepted)).Status);
        Assert.Equal(1, _fixture.Model.Requests);
    }

    [Fact]
    public async Task Journal_ThatCrashedAndLostWhatWasShown_HasFollowersToldOfTheGap()
    {
        var (accepted, turn, seen) = await StreamingAsync();
        var following = EventsAsync("s", accepted);
        await LoseJournalAsync(turn, following);
        _fixture.Journals.LoseAfter(JournalKey.Of(SessionFixture.Key("s")), seen.Number - 1);
        _fixture.Journals.BeforeAppend = null;

        var rest = new List<ChatEvent>();
        await foreach (var batch in Of("s").FollowAsync(new(seen.Number, accepted), Token))
            rest.AddRange(batch);

        Assert.Equal((seen.Number, seen.Number), Assert.IsType<ChatEvent.EventsLost>(rest[0]) is var lost ? (lost.From, lost.To) : default);
        Assert.Equal(ExchangeStatus.Incomplete, Assert.IsType<ChatEvent.ExchangeEnded>(rest[1]).Status);
        Assert.Empty((await Of("s").FindExchangeAsync(accepted, Token))!.Output);
    }

    [Fact]
    public async Task Append_ThatHappenedButWasNotAnswered_CountsOnce()
    {
        var fail = true;
        _fixture.Journals.BeforeAppend = async append =>
        {
            if (!fail)
                return;
            fail = false;
            await _fixture.Journals.AppendAsync(append);
            throw new ChatMemoryException("no answer", isTransient: true);
        };
        var recording = Of("s").RecordAsync(Said("x"), Token);
        while (_fixture.Time.PendingTimers == 0)
            await Task.Yield();
        _fixture.Time.Advance(TimeSpan.FromMilliseconds(50));

        Assert.IsType<StartOutcome.Accepted>(await recording);
        Assert.Equal(1, (await Of("s").StatusAsync(Token))!.Exchanges);
    }

    [Fact]
    public async Task Stop_WithAnAnswerThatEndsInTime_CompletesIt()
    {
        var accepted = await StartAsync("s");
        var turn = await _fixture.Model.NextTurnAsync(Token);
        var stopping = Host.StopAsync();
        turn.Say("done").Finish();
        await stopping;
        await _fixture.RestartAsync();

        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync("s", accepted)).Status);
    }

    [Fact]
    public async Task Stop_WithAnAnswerThatDoesNotEnd_CutsItAndRefusesNewOnes()
    {
        var accepted = await StartAsync("s");
        await _fixture.Model.NextTurnAsync(Token);
        var queued = Assert.IsType<StartOutcome.Accepted>(await Of("s").StartAsync(Saying() with { WhenBusy = WhenBusy.Queue }, Token));
        var timers = _fixture.Time.PendingTimers;
        var stopping = Host.StopAsync();
        while (_fixture.Time.PendingTimers == timers)
            await Task.Yield();
        await Assert.ThrowsAsync<ChatMemoryException>(() => Of("s").StartAsync(Saying(), Token));
        _fixture.Time.Advance(TimeSpan.FromSeconds(5));
        await stopping;
        await _fixture.RestartAsync();

        Assert.Equal("interrupted", (await EndedAsync("s", accepted)).Reason!.Code);
        (await _fixture.Model.NextTurnAsync(Token)).Finish();
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync("s", queued.Exchange)).Status);
    }

    [Fact]
    public async Task Recover_AfterACrash_TakesUpEveryOpenSession()
    {
        await StartAsync("cut");
        await _fixture.Model.NextTurnAsync(Token);
        await CompleteAsync("due");
        Assert.Equal(SessionFixture.Key("due"), Assert.Single(_fixture.Extractions.Offered));
        await _fixture.RestartAsync();

        Assert.Equal(2, Host.LoadedSessions);
        Assert.Null((await Of("cut").StatusAsync(Token))!.Running);
        Assert.True(_fixture.Extractions.Offered.Count > 1);
    }

    [Fact]
    public async Task Session_WithALongJournal_LoadsFromASnapshotAndTheRest()
    {
        var key = JournalKey.Of(SessionFixture.Key("s"));
        for (var i = 0; i < 40; i++)
            await Of("s").RecordAsync(Said($"{i} {new string('x', 4_000)}"), Token);
        var live = await Of("s").TranscriptAsync(new(100), Token);
        var head = await _fixture.Journals.FindAsync(key, Token);

        var snapshot = await _fixture.Journals.ReadSnapshotAsync(key, head!.Epoch, Token);
        await _fixture.RestartAsync();

        Assert.InRange(snapshot!.Sequence, 1, head.Sequence - 1);
        Assert.Equal(
            JsonSerializer.Serialize(live, EngineJson.Options),
            JsonSerializer.Serialize(await Of("s").TranscriptAsync(new(100), Token), EngineJson.Options));
    }

    [Fact]
    public async Task Erasure_OfAUser_LeavesNoSessionAndNoMemory()
    {
        await CompleteAsync("s1");
        await StartAsync("s2");

        Assert.Equal(2, await new UserErasure(Host, _fixture.Journals).EraseAsync(SessionFixture.Key().Owner, Token));

        Assert.Empty(_fixture.Memory.Learned);
        Assert.Empty((await new SessionDirectory(Host, _fixture.Journals).ListAsync(SessionFixture.Key().Owner, 10, cancellationToken: Token)).Sessions);
    }

    [Fact]
    public async Task Settlement_OfAUser_WaitsForEachSession()
    {
        await CompleteAsync("s1");
        await CompleteAsync("s2");
        var settlement = new Settlement(Host, _fixture.Journals, _fixture.Time);
        Assert.False(await settlement.SettleAsync(SessionFixture.Key().Owner, TimeSpan.Zero, Token));

        var settled = settlement.SettleAsync(SessionFixture.Key().Owner, TimeSpan.FromMinutes(1), Token);
        await SettleAsync("s1");
        await SettleAsync("s2");

        Assert.True(await settled);
    }

    [Fact]
    public async Task Export_OfAUser_HasEverythingOnce()
    {
        await CompleteAsync("s1");
        await CompleteAsync("s1");
        await SettleAsync("s1");

        var records = await new UserExport(Host, _fixture.Journals).ReadAsync(SessionFixture.Key().Owner, Token).ToListAsync(Token);

        Assert.Equal(["Session", "Exchange", "Exchange", "Memory", "Memory", "Memory", "Memory"], records.Select(it => it.GetType().Name));
    }

    private static StartExchange Saying() => new() { Input = [new ChatItem.Message(ChatRole.User, "Hi")] };

    private static RecordExchange Said(string text) => new() { Items = [new ChatItem.Message(ChatRole.User, text)] };

    private IChatSession Of(string session) => Host.Session(SessionFixture.Key(session));

    private async Task<ExchangeId> StartAsync(string session) =>
        Assert.IsType<StartOutcome.Accepted>(await Of(session).StartAsync(Saying(), Token)).Exchange;

    private async Task CompleteAsync(string session)
    {
        _fixture.Model.Answer = _ => "ok";
        await EndedAsync(session, await StartAsync(session));
        _fixture.Model.Answer = null;
    }

    private async Task SettleAsync(string session)
    {
        foreach (var pending in await Of(session).PendingExtractionsAsync(10, Token))
            await Of(session).ReportExtractionAsync(new(pending.Exchange.Id), Token);
    }

    private async Task<List<ChatEvent>> EventsAsync(string session, ExchangeId exchange)
    {
        var events = new List<ChatEvent>();
        await foreach (var batch in Of(session).FollowAsync(new(0, exchange), Token))
            events.AddRange(batch);
        return events;
    }

    private async Task<ChatEvent> SeenAsync(string session, Func<ChatEvent, bool> wanted)
    {
        await foreach (var batch in Of(session).FollowAsync(new(), Token))
        {
            if (batch.FirstOrDefault(wanted) is { } seen)
                return seen;
        }

        throw new InvalidOperationException("The session ended before.");
    }

    private async Task<(ExchangeId Exchange, ModelTurn Turn, ChatEvent Seen)> StreamingAsync()
    {
        var accepted = await StartAsync("s");
        var turn = await _fixture.Model.NextTurnAsync(Token);
        turn.Say("Hello");
        return (accepted, turn, await SeenAsync("s", it => it is ChatEvent.TextDelta));
    }

    // Until the last try has failed, so that nothing of the answer is stored any more.
    private async Task LoseJournalAsync(ModelTurn turn, Task following)
    {
        _fixture.Journals.BeforeAppend = _ => throw new ChatMemoryException("away", isTransient: true);
        turn.Say(" lost");
        while (!following.IsCompleted)
        {
            _fixture.Time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }
    }

    private async Task<Exchange> EndedAsync(string session, ExchangeId exchange)
    {
        await EventsAsync(session, exchange);
        return (await Of(session).FindExchangeAsync(exchange, Token))!;
    }

    private TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource();
        _fixture.Journals.BeforeAppend = _ => held.Task;
        return held;
    }
}
