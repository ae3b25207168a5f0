using ChatMemory.Support;

namespace ChatMemory.Cluster.Client;

/// <summary>What callers do when a node refuses because it is overloaded.</summary>
public sealed class PatientCallsTests
{
    private readonly ManualTime _time = new();
    private readonly PatientCalls _calls;

    public PatientCallsTests() => _calls = new(new() { RetryFor = TimeSpan.FromSeconds(20) }, _time, new SequentialIds());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Call_ThatABusyNodeRefuses_IsOverloadAtOnce()
    {
        var tries = 0;

        var overload = await Assert.ThrowsAsync<OverloadedException>(() => _calls.CallAsync<bool>(() => Refuse(new GatewayTooBusyException()), Token));

        Assert.Equal((1, "ChatMemory:Node:ShedAbove", TimeSpan.FromSeconds(1)), (tries, overload.Limit, overload.RetryAfter));
        Assert.Equal(0, _time.PendingTimers);

        Task<bool> Refuse(Exception refusal)
        {
            tries++;
            throw refusal;
        }
    }

    [Fact]
    public async Task Call_BeyondTheCallsThatMayWait_NamesThatLimit()
    {
        var overload = await Assert.ThrowsAsync<OverloadedException>(() => _calls.CallAsync<bool>(() => throw new LimitExceededException("too many"), Token));

        Assert.Equal("ChatMemory:Node:MaxCalls", overload.Limit);
    }

    [Fact]
    public async Task Follower_OfWhatHasBegun_WaitsUntilTheNodeRests_ButNotForever()
    {
        var patience = _calls.NewFollowersPatience();

        var waiting = patience.BearAsync(new GatewayTooBusyException(), Token);
        Assert.False(waiting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await waiting;

        _time.Advance(TimeSpan.FromSeconds(20));
        var gone = await Assert.ThrowsAsync<ChatMemoryException>(() => patience.BearAsync(new GatewayTooBusyException(), Token));
        Assert.True(gone.IsTransient);
    }
}
