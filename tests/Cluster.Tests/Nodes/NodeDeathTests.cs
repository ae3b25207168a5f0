using ChatMemory.Behaviour.Sessions;
using ChatMemory.Cluster.Sessions;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using ChatMemory.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.TestingHost;

namespace ChatMemory.Cluster.Nodes;

/// <summary>What callers see when a node dies, stops or has too much to do. Each test has a cluster of its own, because it breaks it.</summary>
public sealed class NodeDeathTests : IAsyncLifetime
{
    private readonly InMemoryJournalStore _journals = new(TimeProvider.System);
    private readonly ScriptedChatClient _model = new();
    private readonly InProcessTestCluster _cluster;

    public NodeDeathTests() => _cluster = Build(_journals, _model);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IChatSession Session => _cluster.Client.ServiceProvider.GetRequiredService<IChatMemoryHost>().Session(SessionFixture.Key());

    public async ValueTask InitializeAsync() => await _cluster.DeployAsync();

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Death_OfTheNodeThatAnswers_LeavesTheExchangeIncomplete_AndTheFollowerIsTold()
    {
        var (accepted, turn, seen, following) = await StreamingAsync();

        await _cluster.KillSiloAsync(NodeOfTheSession());
        var events = await following;

        Assert.Equal("Hello", TextOf(events));
        Assert.Equal(seen.Number, events.OfType<ChatEvent.TextDelta>().Last().Number);
        var ended = Assert.IsType<ChatEvent.ExchangeEnded>(events[^1]);
        Assert.Equal((ExchangeStatus.Incomplete, "interrupted"), (ended.Status, ended.Reason!.Code));
        turn.Say(" from the dead").Finish();
        Assert.Equal("Hello", TextOf((await Session.FindExchangeAsync(accepted.Exchange, Token))!));

        var next = await StartAsync("Again");
        (await _model.NextTurnAsync(Token)).Say("Hi").Finish();
        Assert.Equal("Hi", TextOf(await FollowAsync(next.Exchange)));
    }

    [Fact]
    public async Task Death_OfANodeWithOpenWork_IsTakenUpWithoutAnyCall()
    {
        var (accepted, _, _, following) = await StreamingAsync();
        var settled = new TaskCompletionSource();
        _journals.BeforeAppend = append =>
        {
            if (append.OpenWork == false)
                settled.TrySetResult();
            return Task.CompletedTask;
        };
        await _cluster.StopClusterClientAsync();

        await _cluster.KillSiloAsync(NodeOfTheSession());

        await settled.Task.WaitAsync(TimeSpan.FromSeconds(60), Token);
        _ = following.ContinueWith(_ => { }, TaskScheduler.Default);
        await _cluster.InitializeClientAsync();
        Assert.Equal(ExchangeStatus.Incomplete, (await Session.FindExchangeAsync(accepted.Exchange, Token))!.Status);
    }

    [Fact]
    public async Task Stop_OfTheNodeThatAnswers_LetsTheAnswerEnd_AndMovesTheSession()
    {
        var (accepted, turn, _, following) = await StreamingAsync();
        var node = NodeOfTheSession();
        var waiting = await StartAsync("Second", WhenBusy.Queue);

        var handedOver = node.SiloHost.Services.GetRequiredService<LocalSessions>().HandOverAsync(TimeSpan.FromMinutes(1));
        turn.Say(" there").Finish();
        await handedOver;

        Assert.Equal("Hello there", TextOf(await following));
        Assert.Equal(ExchangeStatus.Completed, (await Session.FindExchangeAsync(accepted.Exchange, Token))!.Status);
        (await _model.NextTurnAsync(Token)).Say("2").Finish();
        Assert.Equal("2", TextOf(await FollowAsync(waiting.Exchange)));
        Assert.NotEqual(node.SiloAddress, NodeOfTheSession().SiloAddress);
    }

    [Fact]
    public async Task Stop_WhoseGraceIsOver_CutsTheAnswer_AndAnotherNodeGoesOn()
    {
        var (accepted, _, _, following) = await StreamingAsync();

        await NodeOfTheSession().SiloHost.Services.GetRequiredService<LocalSessions>().HandOverAsync(TimeSpan.Zero);

        Assert.Equal("interrupted", Assert.IsType<ChatEvent.ExchangeEnded>((await following)[^1]).Reason!.Code);
        Assert.Equal("Hello", TextOf((await Session.FindExchangeAsync(accepted.Exchange, Token))!));
    }

    [Fact]
    public async Task Session_ThatAnotherNodeHasWrittenTo_DoesNotDenyWhatThatAccepted()
    {
        var (accepted, turn, _, following) = await StreamingAsync();
        turn.Finish();
        await following;
        // As a node does that does not know of this one's session yet, or any more.
        var elsewhere = NodeOfTheSession().SiloHost.Services.GetRequiredService<IChatSessionFactory>().Create(SessionFixture.Key());
        var recorded = Assert.IsType<StartOutcome.Accepted>(await elsewhere.RecordAsync(
            new() { Items = [new ChatItem.Message(ChatRole.User, "Hi")], Memory = new() { Learn = false } }, Token));

        Assert.NotNull(await Session.FindExchangeAsync(recorded.Exchange, Token));
        Assert.NotNull(await Session.FindExchangeAsync(accepted.Exchange, Token));
    }

    [Fact]
    public async Task BusyNodes_RefuseWhatIsNew_AndWhoFollowsGoesOnWhenTheyRest()
    {
        var (_, turn, _, following) = await StreamingAsync();

        SetBusy(true);
        var refusal = await RefusalAsync();
        turn.Say(" there").Finish();
        SetBusy(false);
        var events = await following;

        Assert.Equal(("ChatMemory:Node:ShedAbove", TimeSpan.FromSeconds(1)), (refusal.Limit, refusal.RetryAfter));
        Assert.Equal("Hello there", TextOf(events));
        Assert.Equal(ExchangeStatus.Completed, Assert.IsType<ChatEvent.ExchangeEnded>(events[^1]).Status);
    }

    private static InProcessTestCluster Build(InMemoryJournalStore journals, ScriptedChatClient model)
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IJournalStore>(journals);
            silo.Services.AddSingleton<Microsoft.Extensions.AI.IChatClient>(model);
            silo.Services.AddSingleton<InProcess.IUserMemoryFactory>(new OneUser());
            silo.Services.AddSingleton<ChatMemory.Extraction.IExtractionQueue>(new RecordingExtractionQueue());
            silo.Services.AddSessions();
            silo.Services.Configure<ClusterMembershipOptions>(membership =>
            {
                (membership.ProbeTimeout, membership.NumMissedProbesLimit) = (TimeSpan.FromSeconds(1), 2);
                membership.NumVotesForDeathDeclaration = 1;
            });
            silo.Services.Configure<LoadSheddingOptions>(shedding =>
                (shedding.LoadSheddingEnabled, shedding.CpuThreshold, shedding.MemoryThreshold) = (true, 100, 100));
            silo.UseInMemoryReminderService().AddMemoryGrainStorage("PubSubStore").AddChatMemory();
        });
        builder.ConfigureClient(client => client.AddChatMemory());
        return builder.Build();
    }

    // How much the nodes have to do is not in a test's hands; the bound for it is.
    private void SetBusy(bool busy)
    {
        foreach (var node in _cluster.Silos)
            node.SiloHost.Services.GetRequiredService<IOptions<LoadSheddingOptions>>().Value.CpuThreshold = busy ? -1 : 100;
    }

    // A node looks at what it has to do once a second.
    private async Task<OverloadedException> RefusalAsync()
    {
        while (true)
        {
            try
            {
                await Session.StatusAsync(Token);
            }
            catch (OverloadedException refusal)
            {
                return refusal;
            }
        }
    }

    private InProcessSiloHandle NodeOfTheSession() =>
        _cluster.Silos.Single(node => node.SiloHost.Services.GetRequiredService<LocalSessions>().Count == 1);

    private async Task<StartOutcome.Accepted> StartAsync(string text, WhenBusy whenBusy = WhenBusy.Refuse) =>
        Assert.IsType<StartOutcome.Accepted>(await Session.StartAsync(
            new() { Input = [new ChatItem.Message(ChatRole.User, text)], WhenBusy = whenBusy, Memory = new() { Learn = false } }, Token));

    // An answer that has begun, and a follower of all of it who has seen that.
    private async Task<(StartOutcome.Accepted Exchange, ModelTurn Turn, ChatEvent Seen, Task<List<ChatEvent>> Following)> StreamingAsync()
    {
        var accepted = await StartAsync("Hi");
        var turn = await _model.NextTurnAsync(Token);
        turn.Say("Hello");
        var seen = new TaskCompletionSource<ChatEvent>();
        var following = FollowAsync(accepted.Exchange, it =>
        {
            if (it is ChatEvent.TextDelta)
                seen.TrySetResult(it);
        });
        return (accepted, turn, await seen.Task, following);
    }

    private async Task<List<ChatEvent>> FollowAsync(ExchangeId exchange, Action<ChatEvent>? onEvent = null)
    {
        var events = new List<ChatEvent>();
        await foreach (var batch in Session.FollowAsync(new(0, exchange), Token))
        {
            events.AddRange(batch);
            foreach (var one in batch)
                onEvent?.Invoke(one);
        }

        return events;
    }

    private static string TextOf(IEnumerable<ChatEvent> events) =>
        string.Concat(events.OfType<ChatEvent.TextDelta>().Select(delta => delta.Text));

    private static string TextOf(Exchange exchange) =>
        string.Concat(exchange.Output.OfType<ChatItem.Message>().Select(message => message.Text));

    private sealed class OneUser : InProcess.IUserMemoryFactory
    {
        private readonly StubUserMemory _memory = new();

        public ChatMemory.Memories.IUserMemory Create(UserKey key) => _memory;
    }
}
