using ChatMemory.Keys;
using ChatMemory.Sessions;
using ChatMemory.Support;

namespace ChatMemory.Behaviour.Sessions;

/// <summary>What <see cref="IChatSession"/> promises, on any host.</summary>
public abstract partial class ChatSessionBehaviour : IAsyncLifetime
{
    private SessionFixture? _fixture;

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SessionFixture Fixture => _fixture!;

    protected ScriptedChatClient Model => Fixture.Model;

    // A proxy is taken for each call, because a restart makes older ones useless.
    protected IChatSession Session => Fixture.Host.Session(SessionFixture.Key());

    protected abstract SessionFixture CreateFixture();

    public ValueTask InitializeAsync()
    {
        _fixture = CreateFixture();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Fixture.DisposeAsync();
    }

    protected static StartExchange Saying(string text, string? key = null, WhenBusy whenBusy = WhenBusy.Refuse) => new()
    {
        Input = [new ChatItem.Message(ChatRole.User, text)],
        IdempotencyKey = key,
        WhenBusy = whenBusy,
    };

    protected async Task<StartOutcome.Accepted> StartAsync(StartExchange command) =>
        Assert.IsType<StartOutcome.Accepted>(await Session.StartAsync(command, Token));

    /// <summary>All events of an exchange, to its end.</summary>
    protected async Task<IReadOnlyList<ChatEvent>> FollowToEndAsync(ExchangeId exchange, long after = 0)
    {
        var events = new List<ChatEvent>();
        await foreach (var batch in Session.FollowAsync(new(after, exchange), Token))
            events.AddRange(batch);
        return events;
    }

    protected async Task<Exchange> EndedAsync(ExchangeId exchange)
    {
        await FollowToEndAsync(exchange);
        return (await Session.FindExchangeAsync(exchange, Token))!;
    }

    /// <summary>Follows until an event of a kind was seen.</summary>
    protected async Task<IReadOnlyList<ChatEvent>> FollowUntilAsync(Func<ChatEvent, bool> seen, ExchangeId? exchange = null, long after = 0)
    {
        var events = new List<ChatEvent>();
        await foreach (var batch in Session.FollowAsync(new(after, exchange), Token))
        {
            events.AddRange(batch);
            if (events.Exists(it => seen(it)))
                break;
        }

        return events;
    }

    protected static string TextOf(IEnumerable<ChatEvent> events) =>
        string.Concat(events.OfType<ChatEvent.TextDelta>().Select(delta => delta.Text));

    protected static string TextOf(Exchange exchange) =>
        string.Concat(exchange.Output.OfType<ChatItem.Message>().Select(message => message.Text));

    /// <summary>An exchange whose model has said something and goes on.</summary>
    protected async Task<(StartOutcome.Accepted Exchange, ModelTurn Turn)> StreamingAsync(string text = "Hello", string? key = null)
    {
        var accepted = await StartAsync(Saying("Hi", key));
        var turn = await Model.NextTurnAsync(Token);
        turn.Say(text);
        await FollowUntilAsync(it => it is ChatEvent.TextDelta, accepted.Exchange);
        return (accepted, turn);
    }

    [Fact]
    public async Task Start_OfANewExchange_StreamsTheAnswerAndCompletes()
    {
        var (accepted, turn) = await StreamingAsync("Hel");
        turn.Say("lo").Finish();

        var events = await FollowToEndAsync(accepted.Exchange);

        Assert.Equal(accepted.FirstEvent, events[0].Number);
        Assert.IsType<ChatEvent.ExchangeStarted>(events[0]);
        Assert.IsType<ChatEvent.MemoriesRecalled>(events[1]);
        Assert.Equal("Hello", TextOf(events));
        var ended = Assert.IsType<ChatEvent.ExchangeEnded>(events[^1]);
        Assert.Equal((ExchangeStatus.Completed, new TokenUsage(11, 7)), (ended.Status, ended.Usage));
        var exchange = (await Session.FindExchangeAsync(accepted.Exchange, Token))!;
        Assert.Equal(("Hello", "scripted", ended.Number), (TextOf(exchange), exchange.Model, exchange.LastEvent));
        Assert.Equal(0, Model.OpenStreams);
    }

    [Fact]
    public async Task Start_WithTheKeyAndInputOfAnEarlierOne_FindsItsExchange()
    {
        var (accepted, turn) = await StreamingAsync(key: "k");

        var again = await StartAsync(Saying("Hi", "k"));
        turn.Finish();
        await EndedAsync(accepted.Exchange);
        await Fixture.RestartAsync();

        Assert.Equal(accepted with { Duplicate = true }, again);
        Assert.Equal(again, await StartAsync(Saying("Hi", "k")));
        Assert.Equal(1, Model.Requests);
    }

    [Fact]
    public async Task Start_WithTheKeyOfAnotherInput_IsTold()
    {
        var (accepted, _) = await StreamingAsync(key: "k");

        Assert.Equal(new StartOutcome.KeyReused(accepted.Exchange), await Session.StartAsync(Saying("Bye", "k"), Token));
    }

    [Fact]
    public async Task Start_WhileAnotherRuns_IsRefused()
    {
        var (accepted, _) = await StreamingAsync();

        Assert.Equal(new StartOutcome.Busy(accepted.Exchange), await Session.StartAsync(Saying("More"), Token));
    }

    [Fact]
    public async Task Start_ThatMayWait_BeginsWhenThoseBeforeHaveEnded()
    {
        var (first, turn) = await StreamingAsync();
        var second = await StartAsync(Saying("Second", whenBusy: WhenBusy.Queue));
        Assert.Equal(ExchangeStatus.Queued, (await Session.FindExchangeAsync(second.Exchange, Token))!.Status);
        Assert.Equal([second.Exchange], (await Session.StatusAsync(Token))!.Queued);
        Assert.Equal(1, Model.Requests);

        turn.Finish();
        (await Model.NextTurnAsync(Token)).Say("2").Finish();

        var events = await FollowToEndAsync(second.Exchange);
        Assert.IsType<ChatEvent.ExchangeQueued>(events[0]);
        Assert.IsType<ChatEvent.ExchangeStarted>(events[1]);
        Assert.Equal(ExchangeStatus.Completed, (await EndedAsync(first.Exchange)).Status);
    }

    [Fact]
    public async Task Start_OfMoreThanMayWait_IsRefused()
    {
        await StreamingAsync();
        for (var i = 0; i < 8; i++)
            await StartAsync(Saying($"{i}", whenBusy: WhenBusy.Queue));

        Assert.Equal(new StartOutcome.QueueFull(8), await Session.StartAsync(Saying("9", whenBusy: WhenBusy.Queue), Token));
    }

    [Fact]
    public async Task Start_WithoutInput_IsRefusedBeforeAnythingHappens()
    {
        var refusal = await Assert.ThrowsAsync<InvalidCommandException>(
            () => Session.StartAsync(new() { Input = [], IdempotencyKey = "", Deadline = TimeSpan.FromDays(9) }, Token));

        Assert.Equal(["input", "deadline", "idempotency_key"], refusal.Errors.Select(error => error.Field));
        Assert.Null(await Session.StatusAsync(Token));
    }

    [Fact]
    public async Task Exchange_WhoseFollowersGoAway_RunsOn()
    {
        var (accepted, turn) = await StreamingAsync();
        turn.Say(" there").Finish();

        Assert.Equal("Hello there", TextOf(await EndedAsync(accepted.Exchange)));
    }

    [Fact]
    public async Task Prompt_OfAFollowUp_HasInstructionsMemoriesAndTheEarlierExchange()
    {
        var (first, turn) = await StreamingAsync();
        turn.Finish();
        await EndedAsync(first.Exchange);
        var other = Fixture.Host.Session(SessionFixture.Key("other"));
        await other.RecordAsync(new() { Items = [new ChatItem.Message(ChatRole.User, "I like tea")] }, Token);
        // An exchange waits for what its own session said to be in memory, not for what others said.
        await SettleAsync(other);
        var second = await StartAsync(Saying("And now?") with { Model = new() { Instructions = "Be brief.", Temperature = 0.5f } });

        var next = await Model.NextTurnAsync(Token);
        next.Finish();
        await EndedAsync(second.Exchange);

        Assert.Equal("Be brief.", next.Messages[0].Text);
        Assert.Contains("I like tea", next.Messages[1].Text, StringComparison.Ordinal);
        // The model is told this session's newest turns as they were said, not a second time as memories.
        Assert.DoesNotContain("Hello", next.Messages[1].Text, StringComparison.Ordinal);
        Assert.Equal(["Hi", "Hello", "And now?"], next.Messages.Skip(2).Select(message => message.Text));
        Assert.Equal(0.5f, next.Options!.Temperature);
    }

    [Fact]
    public async Task Record_OfAnExchange_IsKeptAndLearnedWithoutAskingTheModel()
    {
        var command = new RecordExchange
        {
            Items =
            [
                new ChatItem.Message(ChatRole.User, "I moved to Oslo", "Ada"),
                new ChatItem.ToolCall("1", "map", "{}"),
                new ChatItem.ToolResult("1", "Oslo"),
                new ChatItem.Message(ChatRole.Assistant, "Nice"),
            ],
            IdempotencyKey = "r",
            SaidAt = new(2020, 1, 2, 3, 4, 5, TimeSpan.Zero),
        };

        var accepted = Assert.IsType<StartOutcome.Accepted>(await Session.RecordAsync(command, Token));

        var exchange = await EndedAsync(accepted.Exchange);
        Assert.Equal((ExchangeStatus.Completed, command.SaidAt), (exchange.Status, exchange.StartedAt));
        Assert.Equal(command.Items, exchange.Input.Concat(exchange.Output));
        Assert.Equal(accepted with { Duplicate = true }, await Session.RecordAsync(command, Token));
        Assert.Equal(0, Model.Requests);
        Assert.Equal(ExtractionStatus.Pending, exchange.Extraction.Status);
        await SettleAsync();
        Assert.Equal(["I moved to Oslo", "Nice", "map({}) returned: Oslo"], Fixture.Memory.Learned.Single().Candidates.Select(it => it.Text));
    }

    [Fact]
    public async Task Status_AndTranscript_OfNoSession_AreNull()
    {
        Assert.Null(await Session.StatusAsync(Token));
        Assert.Null(await Session.TranscriptAsync(new(), Token));
        Assert.Null(await Session.FindExchangeAsync(new(Guid.Empty), Token));
        Assert.False(await Session.DeleteAsync(Token));
    }

    [Fact]
    public async Task Transcript_ReadInPages_MeetsEveryExchangeOnce()
    {
        Model.Answer = _ => "ok";
        var all = new List<ExchangeId>();
        for (var i = 0; i < 5; i++)
            all.Add((await EndedAsync((await StartAsync(Saying($"{i}"))).Exchange)).Id);
        await Fixture.RestartAsync();

        var newest = await Session.TranscriptAsync(new(2), Token);
        var before = await Session.TranscriptAsync(new(10, Before: newest!.Exchanges[0].Id), Token);
        var after = await Session.TranscriptAsync(new(2, After: all[0]), Token);

        var oldest = await Session.TranscriptAsync(new(2, FromOldest: true), Token);

        Assert.Equal(all[..2], oldest!.Exchanges.Select(it => it.Id));
        Assert.True(oldest.HasMore);
        Assert.Equal(all[3..], newest.Exchanges.Select(it => it.Id));
        Assert.Equal(all[..3], before!.Exchanges.Select(it => it.Id));
        Assert.Equal(all[1..3], after!.Exchanges.Select(it => it.Id));
        Assert.Equal((true, false, true), (newest.HasMore, before.HasMore, after.HasMore));
        Assert.Equal((5, "0"), ((await Session.StatusAsync(Token))!.Exchanges, (await Session.StatusAsync(Token))!.Title));
    }

    protected Task SettleAsync() => SettleAsync(Session);

    private static async Task SettleAsync(IChatSession session)
    {
        foreach (var pending in await session.PendingExtractionsAsync(100, Token))
            await session.ReportExtractionAsync(new(pending.Exchange.Id), Token);
    }
}
