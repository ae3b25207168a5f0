using ChatMemory.Behaviour.Sessions;
using ChatMemory.InProcess;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>The limits of exchanges that run at once, through the one-process host.</summary>
public sealed class RunningExchangesTests
{
    private readonly InProcessSessionFixture _fixture = new(new() { RunningPerUser = 2, RunningPerTenant = 3 });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task User_WithTooManyRunning_MayBeginNoMore_UntilOneHasEnded()
    {
        var first = await StartAsync("a");
        var turn = await _fixture.Model.NextTurnAsync(Token);
        await StartAsync("b");

        var refused = await Assert.ThrowsAsync<OverloadedException>(() => StartAsync("c"));
        Assert.Equal("ChatMemory:Sessions:RunningPerUser", refused.Limit);
        Assert.Null(await Session("c").StatusAsync(Token));
        Assert.False(await Session("c").DeleteAsync(Token));
        turn.Finish();
        await EndAsync("a", first);

        Assert.IsType<StartOutcome.Accepted>(await StartAsync("c"));
    }

    [Fact]
    public async Task Start_Repeated_FindsItsExchange_AlsoWhenNoMoreMayBegin()
    {
        var first = await StartAsync("a", key: "k");
        await StartAsync("b");

        var again = Assert.IsType<StartOutcome.Accepted>(await StartAsync("a", key: "k"));

        Assert.Equal((Assert.IsType<StartOutcome.Accepted>(first).Exchange, true), (again.Exchange, again.Duplicate));
    }

    [Fact]
    public async Task Starts_OfManySessionsAtOnce_BeginNoMoreThanMayRun()
    {
        var starts = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            try
            {
                return await StartAsync($"s{i}");
            }
            catch (OverloadedException)
            {
                return null;
            }
        }));

        Assert.Equal(2, starts.Count(outcome => outcome is StartOutcome.Accepted));
    }

    [Fact]
    public async Task Exchange_ThatWaitsInItsSession_RunsWhateverTheLimit()
    {
        var first = await StartAsync("a");
        var turn = await _fixture.Model.NextTurnAsync(Token);
        var queued = await StartAsync("a", whenBusy: WhenBusy.Queue);
        await StartAsync("b");
        await _fixture.Model.NextTurnAsync(Token);

        turn.Finish();
        await EndAsync("a", first);
        (await _fixture.Model.NextTurnAsync(Token)).Finish();

        await EndAsync("a", queued);
    }

    [Fact]
    public void Tenant_WithTooManyRunning_MayBeginNoMore()
    {
        var running = new RunningExchanges(new() { RunningPerUser = 2, RunningPerTenant = 3 });
        foreach (var user in (string[])["ada", "ada", "ben"])
            Assert.Null(running.TryEnter(User(user), out _));

        Assert.Equal("ChatMemory:Sessions:RunningPerTenant", running.TryEnter(User("cyd"), out var none)!.Limit);
        Assert.Null(none);
        Assert.Null(running.TryEnter(new(TenantId.Parse("other"), UserId.Parse("ada")), out _));
    }

    [Fact]
    public void Place_LeftTwice_IsLeftOnce()
    {
        var running = new RunningExchanges(new() { RunningPerUser = 1 });
        Assert.Null(running.TryEnter(User("ada"), out var place));
        running.Enter(User("ada"));

        place!.Dispose();
        place.Dispose();

        Assert.NotNull(running.TryEnter(User("ada"), out _));
    }

    private static UserKey User(string name) => new(TenantId.Default, UserId.Parse(name));

    private IChatSession Session(string name) => _fixture.Host.Session(SessionFixture.Key(name));

    private Task<StartOutcome> StartAsync(string session, string? key = null, WhenBusy whenBusy = WhenBusy.Refuse) => Session(session).StartAsync(
        new() { Input = [new ChatItem.Message(ChatRole.User, "Hello")], IdempotencyKey = key, WhenBusy = whenBusy, Memory = new() { Recall = false, Learn = false } }, Token);

    private async Task EndAsync(string session, StartOutcome started)
    {
        var exchange = Assert.IsType<StartOutcome.Accepted>(started).Exchange;
        await foreach (var batch in Session(session).FollowAsync(new(0, exchange), Token))
        {
            if (batch[^1] is ChatEvent.ExchangeEnded)
                return;
        }
    }
}
