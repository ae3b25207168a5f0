using ChatMemory.Support;

namespace ChatMemory.Api.Quotas;

public sealed class RateCountersTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void Requests_UpToTheLimit_MayComeAtOnce_ThenAtItsPace()
    {
        var counters = Counters(perMinute: 4);

        var burst = Enumerable.Range(0, 4).Select(_ => counters.Take(1)).ToList();
        var late = counters.Take(1);
        _time.Advance(late.RetryAfter!.Value - TimeSpan.FromTicks(1));
        var early = counters.Take(1);
        _time.Advance(TimeSpan.FromTicks(1));
        var next = counters.Take(1);

        Assert.Equal([3, 2, 1, 0], burst.Select(level => level.Remaining));
        Assert.All(burst, level => Assert.Null(level.RetryAfter));
        Assert.Equal((0, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60)), (late.Remaining, late.RetryAfter, late.Reset));
        Assert.Equal(TimeSpan.FromTicks(1), early.RetryAfter);
        Assert.Equal((0, null), (next.Remaining, next.RetryAfter));
    }

    [Fact]
    public void Requests_AtTheLimitsPace_AreNeverRefused()
    {
        var counters = Counters(perMinute: 60);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.Equal(59, counters.Take(1).Remaining);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Requests_InAnyMinute_AreAtMostTwiceTheLimit()
    {
        var counters = Counters(perMinute: 30);
        var random = new Random(4711);
        var taken = new List<DateTimeOffset>();
        for (var i = 0; i < 5_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(random.Next(0, 500)));
            if (counters.Take(1).RetryAfter is null)
                taken.Add(_time.GetUtcNow());
        }

        Assert.All(taken, at => Assert.InRange(taken.Count(other => other > at.AddMinutes(-1) && other <= at), 1, 60));
        Assert.InRange(taken.Count / (taken[^1] - taken[0]).TotalMinutes, 29, 33);
    }

    [Fact]
    public void Keys_DoNotCountForEachOther()
    {
        var counters = Counters(perMinute: 1);

        Assert.Null(counters.Take(1).RetryAfter);
        Assert.NotNull(counters.Take(1).RetryAfter);
        Assert.Null(counters.Take(2).RetryAfter);
    }

    [Fact]
    public void Keys_ThatHaveRested_AreNotKept()
    {
        var counters = Counters(perMinute: 60);
        for (var i = 0; i < 100_000; i++)
        {
            counters.Take(i);
            _time.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(counters.Count, 1, 1_024);
    }

    [Fact]
    public void Keys_BeyondTheBound_AreRefused_UntilOthersHaveRested()
    {
        var counters = Counters(perMinute: 60, maxKeys: 3);
        for (var i = 0; i < 3; i++)
            counters.Take(i);

        Assert.Throws<OverloadedException>(() => counters.Take(3));
        Assert.Null(counters.Take(2).RetryAfter);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(counters.Take(3).RetryAfter);
    }

    private RateCounters<int> Counters(int perMinute, int maxKeys = 100_000) => new("user", perMinute, "the bound", maxKeys, _time);
}
