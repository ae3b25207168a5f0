using System.Collections.Concurrent;
using ChatMemory.Memories;
using ChatMemory.Models;

namespace ChatMemory.Extraction.Pool;

public sealed class ExtractionPoolTests
{
    [Fact]
    public async Task DueExchange_IsLearnedAndReportedOnce()
    {
        await using var world = new PoolWorld();
        var exchange = world.Outbox(PoolWorld.Key("ana")).Add();
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));

        var report = await world.NextReportAsync();
        Assert.Equal((exchange, 1, null), (report.Exchange, report.Changed, report.Error));
        Assert.Equal(
            [(exchange, LearningPart.Episodes, 1), (exchange, LearningPart.Facts, 1)], world.Learner(PoolWorld.Key("ana").Owner).Learned);
    }

    [Fact]
    public async Task UserWithAThousandDueExchanges_DelaysAnotherByOneBatch()
    {
        await using var world = new PoolWorld { Options = new() { Concurrency = 1 } };
        for (var i = 0; i < 1_000; i++)
            world.Outbox(PoolWorld.Key("busy")).Add();
        world.Outbox(PoolWorld.Key("other")).Add("Other.");
        var bothOffered = new TaskCompletionSource();
        world.OnExtract = (_, _) => bothOffered.Task;
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("busy"));
        world.Queue.Offer(PoolWorld.Key("other"));
        bothOffered.SetResult();

        Assert.Equal(8, (await world.NextBatchAsync()).Exchanges.Count);
        Assert.Single((await world.NextBatchAsync()).Exchanges);
        for (var left = 1_000 - 8; left > 0; left -= 8)
            Assert.Equal(8, (await world.NextBatchAsync()).Exchanges.Count);
    }

    [Fact]
    public async Task NoMoreThanTheBound_RunAtOnceAndNoUserTwice()
    {
        await using var world = new PoolWorld { Options = new() { Concurrency = 3 } };
        int running = 0, most = 0;
        var open = new SemaphoreSlim(0);
        world.OnExtract = async (_, token) =>
        {
            InterlockedMaximum(ref most, Interlocked.Increment(ref running));
            await open.WaitAsync(token);
            Interlocked.Decrement(ref running);
        };
        await world.StartAsync();
        foreach (var user in Enumerable.Range(0, 10))
        {
            foreach (var session in new[] { "one", "two" })
            {
                world.Outbox(PoolWorld.Key($"user{user}", session)).Add();
                world.Queue.Offer(PoolWorld.Key($"user{user}", session));
            }
        }

        var first = new[] { await world.NextBatchAsync(), await world.NextBatchAsync(), await world.NextBatchAsync() };
        Assert.All(first, batch => Assert.Equal("one", batch.Session.Value));
        open.Release(20);
        for (var reports = 0; reports < 20; reports++)
            await world.NextReportAsync();
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task FailedTry_IsRepeatedAfterItsDelayUntilItIsGivenUp()
    {
        await using var world = new PoolWorld { Options = new() { Tries = 3, SweepEvery = TimeSpan.FromHours(1) } };
        world.OnExtract = (_, _) => throw new ModelException(ModelErrors.Unavailable, "Away.", isTransient: true);
        world.Outbox(PoolWorld.Key("ana")).Add();
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));

        for (var tries = 1; tries < 3; tries++)
        {
            var report = await world.NextReportAsync();
            Assert.False(report.Final);
            Assert.Equal("model_unavailable: Away.", report.Error);
            Assert.True(report.RetryAfter > TimeSpan.Zero);
            await world.Time.AlarmSetAsync();
            world.Time.Advance(report.RetryAfter.Value);
        }

        Assert.True((await world.NextReportAsync()).Final);
    }

    [Fact]
    public async Task PoisonedExchange_DoesNotHoldBackItsNeighbours()
    {
        await using var world = new PoolWorld { Options = new() { Tries = 2 } };
        var outbox = world.Outbox(PoolWorld.Key("ana"));
        var good = new[] { outbox.Add("One."), outbox.Add("Two.") };
        var poisoned = outbox.Add("Poison.");
        world.OnExtract = (batch, _) => batch.Exchanges.Any(pending => pending.Exchange.Id == poisoned)
            ? throw new ModelException(ModelErrors.Rejected, "Refused.", isTransient: false)
            : Task.CompletedTask;
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));

        for (var i = 0; i < 3; i++)
        {
            Assert.False((await world.NextReportAsync()).Final);
            await world.Time.AlarmSetAsync();
        }

        world.Time.Advance(world.Options.RetryBase);

        var second = new[] { await world.NextReportAsync(), await world.NextReportAsync(), await world.NextReportAsync() };
        Assert.Equal(good, second.Where(report => report.Error is null).Select(report => report.Exchange).Order(Comparer<Keys.ExchangeId>.Create((a, b) => a.Value.CompareTo(b.Value))));
        Assert.Equal(poisoned, Assert.Single(second, report => report.Final).Exchange);
    }

    [Fact]
    public async Task HungExtractor_FreesItsPlaceAfterTheTimeout()
    {
        await using var world = new PoolWorld { Options = new() { Concurrency = 1 } };
        var never = new TaskCompletionSource();
        world.OnExtract = (_, _) => never.Task;
        world.Outbox(PoolWorld.Key("ana")).Add();
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));
        await world.NextBatchAsync();
        world.Time.Advance(world.Options.Timeout);

        Assert.Equal("The extractor did not answer within 60 s.", (await world.NextReportAsync()).Error);
    }

    [Fact]
    public async Task FailureReason_NeverCarriesAnUnknownExceptionsText()
    {
        await using var world = new PoolWorld();
        world.OnExtract = (_, _) => throw new InvalidOperationException("I live in Lisbon.");
        world.Outbox(PoolWorld.Key("ana")).Add();
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));

        Assert.Equal("Unexpected InvalidOperationException.", (await world.NextReportAsync()).Error);
    }

    [Fact]
    public async Task ErasedUser_IsSettledWithoutEffectOrModelCall()
    {
        await using var world = new PoolWorld();
        world.Learner(PoolWorld.Key("ana").Owner).IsErased = true;
        world.Outbox(PoolWorld.Key("ana")).Add();
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));

        var report = await world.NextReportAsync();
        Assert.Equal((0, null, false), (report.Changed, report.Error, report.Final));
        Assert.Equal(0, world.Extracted.Reader.Count);
    }

    [Fact]
    public async Task ForgottenWork_IsFoundAtStart()
    {
        await using var world = new PoolWorld();
        var exchange = world.Outbox(PoolWorld.Key("ana")).Add();
        await world.LeaveOpenWorkAsync(PoolWorld.Key("ana"));
        await world.StartAsync();

        Assert.Equal(exchange, (await world.NextReportAsync()).Exchange);
    }

    [Fact]
    public async Task WhatAFullQueueTurnedAway_IsFoundAgain()
    {
        await using var world = new PoolWorld { Options = new() { QueueLimit = 2, Concurrency = 1, SweepEvery = TimeSpan.FromHours(1) } };
        var open = new SemaphoreSlim(0);
        world.OnExtract = (_, token) => open.WaitAsync(token);
        await world.StartAsync();
        world.Outbox(PoolWorld.Key("first")).Add();
        world.Queue.Offer(PoolWorld.Key("first"));
        await world.NextBatchAsync();
        foreach (var user in Enumerable.Range(0, 7).Select(number => PoolWorld.Key($"user{number}")))
        {
            world.Outbox(user).Add();
            await world.LeaveOpenWorkAsync(user);
            world.Queue.Offer(user);
        }

        open.Release(8);
        for (var reports = 0; reports < 8; reports++)
            Assert.Null((await world.NextReportAsync()).Error);
    }

    [Fact]
    public async Task Stop_LetsRunningWorkEndWithinTheGrace()
    {
        await using var world = new PoolWorld();
        var open = new TaskCompletionSource();
        world.OnExtract = (_, _) => open.Task;
        world.Outbox(PoolWorld.Key("ana")).Add();
        await world.StartAsync();
        world.Queue.Offer(PoolWorld.Key("ana"));
        await world.NextBatchAsync();

        var stopping = world.StopAsync();
        open.SetResult();
        await stopping;
        Assert.Null((await world.NextReportAsync()).Error);
    }

    [Fact]
    public async Task Stop_AbandonsWhatOutlastsTheGrace_AndTheNextStartRepeatsIt()
    {
        await using var world = new PoolWorld { Options = new() { ShutdownGrace = TimeSpan.Zero } };
        var never = new TaskCompletionSource();
        world.OnExtract = (_, _) => never.Task;
        var exchange = world.Outbox(PoolWorld.Key("ana")).Add();
        await world.LeaveOpenWorkAsync(PoolWorld.Key("ana"));
        await world.StartAsync();
        await world.NextBatchAsync();
        await world.StopAsync();
        Assert.Equal(0, world.Reports.Reader.Count);

        world.OnExtract = (_, _) => Task.CompletedTask;
        await world.StartAsync();
        Assert.Equal(exchange, (await world.NextReportAsync()).Exchange);
    }

    [Fact]
    public async Task CrashAtAnyCall_RepeatsWorkButNeverEffects()
    {
        for (var crashAt = 0; ; crashAt++)
        {
            await using var world = new PoolWorld { Options = new() { ShutdownGrace = TimeSpan.Zero } };
            var key = PoolWorld.Key("ana");
            var exchanges = new[] { world.Outbox(key).Add("One."), world.Outbox(key).Add("Two.") };
            await world.LeaveOpenWorkAsync(key);
            var calls = new ConcurrentQueue<string>();
            var crashed = new TaskCompletionSource<bool>();
            world.OnCall = call =>
            {
                calls.Enqueue(call);
                if (calls.Count != crashAt + 1)
                    return;
                crashed.TrySetResult(true);
                throw new ChatMemoryException("Killed.", isTransient: true);
            };
            await world.StartAsync();
            var done = world.SettledAsync(2);
            var ended = await Task.WhenAny(crashed.Task, done) == done;
            await world.StopAsync();

            world.OnCall = _ => { };
            await world.StartAsync();
            await done;
            Assert.Equal(
                exchanges.SelectMany(exchange => new[] { (exchange, LearningPart.Episodes, 1), (exchange, LearningPart.Facts, 1) }).ToHashSet(),
                world.Learner(key.Owner).Learned.ToHashSet());
            Assert.True(world.Learner(key.Owner).Learned.Count == 4, $"crash at {crashAt}: {string.Join(", ", calls)}");
            if (ended)
                return;
        }
    }

    private static void InterlockedMaximum(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }
}
