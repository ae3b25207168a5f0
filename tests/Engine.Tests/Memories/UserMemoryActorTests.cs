using System.Text;
using ChatMemory.Behaviour.Memories;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

public sealed class UserMemoryActorTests
{
    private static readonly UserKey Ada = new(TenantId.Default, UserId.Parse("ada"));

    private readonly UserMemoryActorFixture _host = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DailyWrites_BeyondTheLimit_AreRefusedUntilTheDayIsOver_AlsoAfterACrash()
    {
        var host = new UserMemoryActorFixture { Options = new() { DailyWritesPerUser = 3 } };
        var added = await host.User(Ada).AddAsync(new([new() { Text = "I like tea" }, new() { Text = "I like cake" }]), Cancelled);
        await host.User(Ada).AddAsync(new([new() { Text = "I like tea" }]), Cancelled);
        await Assert.ThrowsAsync<OverloadedException>(() => host.User(Ada).AddAsync(new([new() { Text = "I like pie" }, new() { Text = "I like plums" }]), Cancelled));
        await host.User(Ada).DeleteAsync(new([added.Results[1].Memory]), Cancelled);
        await host.CrashAsync();
        await host.User(Ada).UpdateAsync(new(added.Results[0].Memory, "I like green tea"), Cancelled);

        var refused = await Assert.ThrowsAsync<OverloadedException>(() => host.User(Ada).AddAsync(new([new() { Text = "I like pie" }]), Cancelled));

        Assert.Equal(("ChatMemory:Memories:DailyWritesPerUser", TimeSpan.FromHours(15)), (refused.Limit, refused.RetryAfter));
        host.Time.Advance(refused.RetryAfter);
        await host.User(Ada).AddAsync(new([new() { Text = "I like pie" }]), Cancelled);
        Assert.Equal(2, (await host.User(Ada).ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task Reads_NeverMakeAJournal()
    {
        await _host.User(Ada).ListAsync(new(), Cancelled);
        await _host.User(Ada).RecallAsync(new() { Text = "tea" }, Cancelled);
        await _host.User(Ada).UpdateAsync(new(new(Guid.Empty), "x"), Cancelled);

        Assert.Null(await _host.Journals.FindAsync(JournalKey.Of(Ada), Cancelled));
    }

    [Fact]
    public async Task Follow_WhileAChangeIsStoredAndNotYetApplied_SaysNothingOfAnErasure()
    {
        await _host.User(Ada).AddAsync(new([new() { Text = "I like tea" }]), Cancelled);
        var (stored, known) = (NewSignal(), NewSignal());
        _host.Journals.AfterAppend = _ =>
        {
            stored.SetResult();
            return known.Task;
        };
        var adding = _host.User(Ada).AddAsync(new([new() { Text = "I like cake" }]), Cancelled);
        await stored.Task.WaitAsync(Cancelled);
        await using var feed = _host.User(Ada).FollowAsync(default, Cancelled).GetAsyncEnumerator(Cancelled);
        Assert.True(await feed.MoveNextAsync());
        Assert.Equal(2, feed.Current.Count);
        var next = feed.MoveNextAsync();

        _host.Journals.AfterAppend = null;
        known.SetResult();
        await adding;
        await _host.User(Ada).AddAsync(new([new() { Text = "I like pie" }]), Cancelled);

        Assert.True(await next);
        Assert.Equal("I like pie", Assert.IsType<MemoryFeedEvent.Changed>(Assert.Single(feed.Current)).Change.NewText);
    }

    [Fact]
    public async Task AWriterThatLostTheFence_ReadsWhatItMissed_AndDecidesAgain()
    {
        var (one, other) = (_host.NewUser(Ada), _host.NewUser(Ada));
        var first = await one.AddAsync(new([new() { Text = "I like tea" }]), Cancelled);
        await other.AddAsync(new([new() { Text = "I like cake" }]), Cancelled);

        var late = await one.AddAsync(new([new() { Text = "I like cake" }, new() { Text = "I like pie" }]), Cancelled);

        Assert.Equal([false, true], late.Results.Select(added => added.Created));
        Assert.Equal(first.Results[0].Memory, (await other.AddAsync(new([new() { Text = "I like tea" }]), Cancelled)).Results[0].Memory);
    }

    [Fact]
    public async Task Recall_WithATokenOfAnotherActivation_ReadsOn()
    {
        var (one, other) = (_host.NewUser(Ada), _host.NewUser(Ada));
        await one.AddAsync(new([new() { Text = "I like tea" }]), Cancelled);
        await other.ListAsync(new(), Cancelled);
        var token = (await one.AddAsync(new([new() { Text = "I like cake" }]), Cancelled)).Token;

        var result = await other.RecallAsync(new() { Text = "cake", AtLeast = token }, Cancelled);

        Assert.Contains("I like cake", result.Memories.Select(found => found.Memory.Text));
    }

    [Fact]
    public async Task AWriterThatLosesTheFenceForEver_GivesUp()
    {
        var other = _host.NewUser(Ada);
        var count = 0;
        var fast = true;
        _host.Journals.BeforeAppend = async _ =>
        {
            if (!fast)
                return;
            fast = false;
            await other.AddAsync(new([new() { Text = $"faster {count++}" }]), Cancelled);
            fast = true;
        };

        var failure = await Assert.ThrowsAsync<ChatMemoryException>(() => _host.User(Ada).AddAsync(new([new() { Text = "slow" }]), Cancelled));

        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task BeyondTheLimit_NothingOfACallIsDone()
    {
        var host = new UserMemoryActorFixture { Options = new() { MaxPerUser = 2 } };
        await host.User(Ada).AddAsync(new([new() { Text = "one" }]), Cancelled);

        var refusal = await Assert.ThrowsAsync<OverloadedException>(
            () => host.User(Ada).AddAsync(new([new() { Text = "two" }, new() { Text = "three" }]), Cancelled));

        Assert.Equal("ChatMemory:Memories:MaxPerUser", refusal.Limit);
        Assert.Equal(1, (await host.User(Ada).ListAsync(new(), Cancelled)).Total);
    }

    [Fact]
    public async Task ADeletedMemory_LeavesNeitherTextNorVector()
    {
        var added = await _host.User(Ada).AddAsync(
            new([new() { Text = "secret Rome", Slot = "s" }, new() { Text = "secret Oslo", Slot = "s" }, new() { Text = "kept" }], "key"), Cancelled);
        await _host.User(Ada).UpdateAsync(new(added.Results[1].Memory, "secret Bergen"), Cancelled);
        await _host.User(Ada).IndexedAsync(TimeSpan.FromSeconds(30), Cancelled);

        await _host.User(Ada).DeleteAsync(new([added.Results[1].Memory], WithSuperseded: true), Cancelled);

        Assert.DoesNotContain("secret", await StoredAsync(), StringComparison.Ordinal);
        Assert.Contains("kept", await StoredAsync(), StringComparison.Ordinal);
        Assert.Equal([added.Results[2].Memory], await VectorsAsync());
    }

    [Fact]
    public async Task AVectorThatComesAfterTheDeletion_IsNotStored()
    {
        var hold = new TaskCompletionSource();
        _host.Embeddings.Hold = hold.Task;
        var added = await _host.User(Ada).AddAsync(new([new() { Text = "gone" }, new() { Text = "kept" }]), Cancelled);
        await _host.User(Ada).DeleteAsync(new([added.Results[0].Memory]), Cancelled);

        hold.SetResult();

        Assert.True(await _host.User(Ada).IndexedAsync(TimeSpan.FromSeconds(30), Cancelled));
        Assert.Equal([added.Results[1].Memory], await VectorsAsync());
    }

    [Fact]
    public async Task AnEmbeddingModelThatIsDown_IsTriedAgainWithGrowingPauses_ThenLeftUntilTheNextCall()
    {
        _host.Embeddings.Failure = ScriptedEmbeddings.Down();
        await _host.User(Ada).AddAsync(new([new() { Text = "I like tea" }]), Cancelled);
        Assert.Equal(1, _host.Time.PendingTimers);

        var waiting = _host.User(Ada).IndexedAsync(TimeSpan.FromSeconds(1.5), Cancelled);
        await _host.User(Ada).ListAsync(new(), Cancelled);
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await waiting);

        _host.Embeddings.Failure = null;
        var again = _host.User(Ada).IndexedAsync(TimeSpan.FromHours(1), Cancelled);
        await _host.User(Ada).ListAsync(new(), Cancelled);
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await again);
    }

    [Fact]
    public async Task BytesPerAppend_SnapshotsIncluded_DoNotGrowWithHistory()
    {
        var store = new FlakyJournalStore(_host.Journals);
        var user = _host.NewUser(Ada, store);

        var few = await BytesOfAsync(user, 0, 1_000);
        var many = await BytesOfAsync(user, 1_000, 20_000);

        // Snapshots are written beside the appends, so only what they come to in all is certain: each waits until as much was appended as the last one had.
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"bytes per append: first 1,000: {few}, next 19,000: {many}; snapshots {store.SnapshotBytes} of {_host.Journals.BytesAppended} appended");
        Assert.InRange(many, 0.9 * few, 1.1 * few);
        Assert.InRange(store.SnapshotBytes, few, 3 * _host.Journals.BytesAppended);
    }

    [Fact]
    public async Task AHundredThousandMemories_LoadInSeconds()
    {
        const int Count = 100_000;
        for (var i = 0; i < Count; i += MemoryRules.MaxMemories)
        {
            await _host.User(Ada).AddAsync(
                new([.. Enumerable.Range(i, MemoryRules.MaxMemories).Select(n => new NewMemory { Text = $"Memory number {n} says that the user visited town {n % 977}." })]), Cancelled);
        }

        await _host.CrashAsync();
        var clock = TimeProvider.System.GetTimestamp();
        Assert.Equal(Count, (await _host.User(Ada).ListAsync(new(), Cancelled)).Total);

        TestContext.Current.TestOutputHelper?.WriteLine($"loaded in {TimeProvider.System.GetElapsedTime(clock).TotalMilliseconds} ms");
    }

    private async Task<double> BytesOfAsync(IUserMemory user, int from, int to)
    {
        var before = _host.Journals.BytesAppended;
        for (var i = from; i < to; i++)
            await user.AddAsync(new([new() { Text = $"The user's favourite number was {i:D6} that day." }]), Cancelled);
        return (_host.Journals.BytesAppended - before) / (double)(to - from);
    }

    private async Task<string> StoredAsync()
    {
        var head = await _host.Journals.OpenAsync(JournalKey.Of(Ada), Cancelled);
        var stored = new StringBuilder();
        await foreach (var record in _host.Journals.ReadAsync(head.Key, head.Epoch, cancellationToken: Cancelled))
            stored.Append(Encoding.UTF8.GetString(record.Payload.Span));
        if (await _host.Journals.ReadSnapshotAsync(head.Key, head.Epoch, Cancelled) is { } snapshot)
            stored.Append(Encoding.UTF8.GetString(snapshot.Payload.Span));
        return stored.ToString();
    }

    private async Task<List<MemoryId>> VectorsAsync()
    {
        var epoch = await _host.EpochOfAsync(Ada);
        return await _host.Journals.ReadVectorsAsync(Ada, epoch, "scripted/words/64", Cancelled).Select(vector => vector.Memory).ToListAsync(Cancelled);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
