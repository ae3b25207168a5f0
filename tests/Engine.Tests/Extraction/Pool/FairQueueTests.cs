using ChatMemory.Keys;

namespace ChatMemory.Extraction.Pool;

public sealed class FairQueueTests
{
    private readonly FairQueue _queue = new(limit: 5_000);

    [Fact]
    public void OneUsersThousandSessions_DelayAnotherByOne()
    {
        for (var i = 0; i < 1_000; i++)
            _queue.TryAdd(Session("t", "busy", $"{i}"));
        _queue.TryAdd(Session("t", "other", "only"));

        Assert.Contains("other", Order().Take(2));
    }

    [Fact]
    public void OneTenantsThousandUsers_DelayAnotherTenantByOne()
    {
        for (var i = 0; i < 1_000; i++)
            _queue.TryAdd(Session("big", $"user{i}", "s"));
        _queue.TryAdd(Session("small", "other", "s"));

        Assert.Contains("other", Order().Take(2));
    }

    [Fact]
    public void Session_WaitsOnlyOnce()
    {
        Assert.True(_queue.TryAdd(Session("t", "u", "s")));
        Assert.True(_queue.TryAdd(Session("t", "u", "s")));
        Assert.Equal(1, _queue.Count);
    }

    [Fact]
    public void User_RestsUntilReleased()
    {
        _queue.TryAdd(Session("t", "u", "first"));
        _queue.TryAdd(Session("t", "u", "second"));

        Assert.True(_queue.TryTake(out var first));
        Assert.False(_queue.TryTake(out _));
        _queue.Release(first.Value.Owner);
        Assert.True(_queue.TryTake(out var second));
        Assert.Equal(Session("t", "u", "second"), second);
    }

    [Fact]
    public void SessionOfferedWhileItsUserRests_GetsItsTurnAfterwards()
    {
        var session = Session("t", "u", "s");
        _queue.TryAdd(session);
        _queue.TryTake(out _);
        _queue.TryAdd(session);
        _queue.Release(session.Owner);

        Assert.True(_queue.TryTake(out var again));
        Assert.Equal(session, again);
    }

    [Fact]
    public void FullQueue_TurnsAwayButKnowsWhatItHas()
    {
        var small = new FairQueue(limit: 2);
        Assert.True(small.TryAdd(Session("t", "u", "1")));
        Assert.True(small.TryAdd(Session("t", "u", "2")));
        Assert.False(small.TryAdd(Session("t", "u", "3")));
        Assert.True(small.TryAdd(Session("t", "u", "1")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyCourse_TakesEverySessionOnceAndNoUserTwiceAtATime(int seed)
    {
        var random = new Random(seed);
        var waiting = new HashSet<SessionKey>();
        var resting = new HashSet<UserKey>();
        for (var step = 0; step < 20_000; step++)
        {
            var session = Session($"t{random.Next(3)}", $"u{random.Next(5)}", $"s{random.Next(4)}");
            switch (random.Next(3))
            {
                case 0:
                    Assert.True(_queue.TryAdd(session), $"seed {seed}, step {step}");
                    waiting.Add(session);
                    break;
                case 1 when _queue.TryTake(out var taken):
                    Assert.True(waiting.Remove(taken.Value), $"seed {seed}, step {step}");
                    Assert.True(resting.Add(taken.Value.Owner), $"seed {seed}, step {step}");
                    break;
                case 1:
                    Assert.True(waiting.All(other => resting.Contains(other.Owner)), $"seed {seed}, step {step}");
                    break;
                default:
                    _queue.Release(session.Owner);
                    resting.Remove(session.Owner);
                    break;
            }

            Assert.Equal(waiting.Count, _queue.Count);
        }
    }

    private static SessionKey Session(string tenant, string user, string session) =>
        new(new(TenantId.Parse(tenant), UserId.Parse(user)), SessionId.Parse(session));

    private List<string> Order()
    {
        var order = new List<string>();
        while (_queue.TryTake(out var session))
        {
            order.Add(session.Value.Owner.User.Value);
            _queue.Release(session.Value.Owner);
        }

        return order;
    }
}
