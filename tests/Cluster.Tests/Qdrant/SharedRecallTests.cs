using ChatMemory.Cluster.Qdrant.StandIn;
using ChatMemory.Memories;
using ChatMemory.Recall.Shared;
using ChatMemory.Support;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>A user's part in a shared index that is slow, away, emptied or behind.</summary>
public sealed class SharedRecallTests : IAsyncLifetime
{
    private const int Enough = 4;

    private static readonly SharedRecallOptions Options = new() { AnswerFrom = Enough, MaxWaiting = 3, BatchSize = 2 };

    private readonly ManualTime _time = new();
    private QdrantStandIn _server = null!;
    private QdrantRecallIndex _index = null!;
    private OneUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await QdrantStandIn.StartAsync();
        _index = new(new() { Url = _server.Url, Tries = 1 }, TimeProvider.System);
        _user = new(_index, _time, Options);
    }

    public async ValueTask DisposeAsync()
    {
        _user.Shared.Dispose();
        _index.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task AUser_WithFewMemories_IsNeitherWrittenNorAsked()
    {
        await AddAsync(Enough - 1);

        Assert.Null(await _user.ProposeAsync());
        Assert.Empty(_server.Requests);
    }

    [Fact]
    public async Task AUser_WithEnoughMemories_IsWrittenInFullAndAnswered()
    {
        await GrownAsync();

        var proposed = await _user.ProposeAsync(limit: Enough);

        Assert.Equivalent(_user.Ids, proposed);
        Assert.Equal(Enough, _server.Points.Count);
    }

    [Fact]
    public async Task AUser_WhoShrinksBelowHalf_IsTakenOut()
    {
        await GrownAsync();
        foreach (var id in _user.Ids.Take(Enough - 1))
            await _user.RemoveAsync(id);

        Assert.True(await _user.InStepAsync());
        Assert.Empty(_server.Points);
    }

    [Fact]
    public async Task AWrite_WhileTheIndexIsSlowToTakeIt_IsAmongTheCandidatesAtOnce()
    {
        await GrownAsync();
        var (reached, held) = Hold("Upsert");

        var added = await _user.AddAsync("Moved to Oslo.");
        await reached;
        var proposed = await _user.ProposeAsync();

        Assert.Contains(added.Id, proposed!);
        held.SetResult();
        Assert.True(await _user.InStepAsync());
        Assert.Contains(_server.Points, point => point.Payload["memory"].StringValue == added.Id.ToString());
    }

    [Fact]
    public async Task AMemory_ThatIsDeleted_IsNoLongerProposed_ThoughItIsStillThere()
    {
        await GrownAsync();
        var (reached, held) = Hold("Delete");
        var gone = _user.Ids.First();

        await _user.RemoveAsync(gone);
        await reached;

        Assert.DoesNotContain(gone, (await _user.ProposeAsync(limit: Enough - 1))!.Where(id => _user.Find(id) is not null));
        held.SetResult();
        Assert.True(await _user.InStepAsync());
        Assert.Equal(Enough - 1, _server.Points.Count);
    }

    [Fact]
    public async Task MoreWaitingThanCanBeCompared_LeavesTheAnswerToTheUsersOwnIndex()
    {
        await GrownAsync();
        var (reached, held) = Hold("Upsert");
        await AddAsync(Options.MaxWaiting + 1);
        await reached;

        Assert.Null(await _user.ProposeAsync());
        held.SetResult();
        Assert.True(await _user.InStepAsync());
        Assert.NotNull(await _user.ProposeAsync());
    }

    [Fact]
    public async Task ASlowSearch_IsGivenUpAfterThePatience_AndNotTriedAgainForAWhile()
    {
        await GrownAsync();
        var (reached, held) = Hold("Query");

        var proposing = _user.ProposeAsync();
        await reached;
        _time.Advance(Options.Patience);

        Assert.Null(await proposing);
        held.SetResult();
        _server.Before = null;
        Assert.Null(await _user.ProposeAsync());
        Assert.Single(_server.Requests, request => request.Method == "Query");
        _time.Advance(Options.Backoff);
        Assert.NotNull(await _user.ProposeAsync());
    }

    [Fact]
    public async Task AnIndexThatIsAway_NeverFailsARequest_AndGetsTheDifferenceWhenItIsBack()
    {
        await GrownAsync();
        var failed = new TaskCompletionSource();
        _server.Before = _ =>
        {
            failed.TrySetResult();
            throw QdrantStandIn.Away();
        };

        await AddAsync(2);
        await _user.RemoveAsync(_user.Ids.First());
        await failed.Task;
        Assert.Null(await _user.ProposeAsync());

        _server.Before = null;
        await BackInStepAsync();
        AssertSame();
        Assert.NotNull(await _user.ProposeAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AnEmptiedIndex_IsNoticedAndFilledAgain(bool withItsCollections)
    {
        await GrownAsync();
        if (withItsCollections)
            _server.Drop();
        else
            _server.Empty();
        _time.Advance(Options.LongestBackoff);

        Assert.Null(await _user.ProposeAsync());
        await BackInStepAsync();

        AssertSame();
        Assert.NotNull(await _user.ProposeAsync());
    }

    [Fact]
    public async Task AnotherActivation_WritesTheDifferenceOnly()
    {
        await GrownAsync();
        await _user.AddAsync();
        Assert.True(await _user.InStepAsync());
        var changed = _user.All.First() with { Version = 2, UpdatedAt = Given.Start.AddDays(1) };
        _user.Shared.Dispose();
        await _user.ChangeAsync(changed);
        var gone = _user.Ids.Last();
        await _user.RemoveAsync(gone);
        var before = _server.Requests.Count;

        await _user.RestartAsync(_index, _time, Options);
        Assert.True(await _user.InStepAsync());

        AssertSame();
        var written = _server.Requests.Skip(before).Select(request => request.Request).OfType<global::Qdrant.Client.Grpc.UpsertPoints>();
        Assert.Equal([changed.Id.ToString()], written.SelectMany(request => request.Points).Select(point => point.Payload["memory"].StringValue));
    }

    [Fact]
    public async Task Proposals_AreOnlyOfMemoriesThatTheFilterMeans()
    {
        await GrownAsync();
        // Among the best by its words: what the server cannot check of a filter is checked of the best alone.
        var tagged = await _user.AddAsync("Likes tea, tea and tea a lot.");
        Assert.True(await _user.InStepAsync());

        Assert.Equal([tagged.Id], await _user.ProposeAsync(limit: 1, new MemoryFilter.HasText("a lot")));
        Assert.Null(await _user.ProposeAsync(limit: 2, new MemoryFilter.HasText("a lot")));
    }

    [Fact]
    public async Task WhatHasExpired_IsNeitherAskedForNorProposed()
    {
        await GrownAsync();
        var ended = await _user.AddAsync();
        await _user.ChangeAsync(ended with { ExpiresAt = Given.Start.AddSeconds(-1), UpdatedAt = Given.Start.AddTicks(1) });
        Assert.True(await _user.InStepAsync());

        Assert.DoesNotContain(ended.Id, (await _user.ProposeAsync(limit: Enough))!);
        Assert.Null(await _user.ProposeAsync(limit: Enough + 1));
    }

    [Fact]
    public async Task Erasure_WaitsForAWriteOnItsWay_AndLeavesNothing()
    {
        await GrownAsync();
        var (reached, held) = Hold("Upsert");
        await _user.AddAsync();
        await reached;

        var erasing = _user.EraseAsync();
        Assert.False(erasing.IsCompleted);
        held.SetResult();
        await erasing;
        await _user.InStepAsync();

        Assert.Empty(_server.Points);
    }

    [Fact]
    public async Task Erasure_WhileTheIndexIsAway_SaysThatItIsNotDone()
    {
        await GrownAsync();
        _server.Before = _ => throw QdrantStandIn.Away();

        var failure = await Assert.ThrowsAnyAsync<ChatMemoryException>(_user.EraseAsync);

        Assert.True(failure.IsTransient);
    }

    private async Task AddAsync(int memories)
    {
        for (var i = 0; i < memories; i++)
            await _user.AddAsync();
    }

    private async Task GrownAsync()
    {
        await AddAsync(Enough);
        Assert.True(await _user.InStepAsync());
    }

    // Whatever pause it is in ends at once.
    private async Task BackInStepAsync()
    {
        var inStep = _user.InStepAsync();
        while (!inStep.IsCompleted)
        {
            if (_time.PendingTimers > 0)
                _time.Advance(Options.LongestBackoff);
            await Task.Yield();
        }

        Assert.True(await inStep);
    }

    private void AssertSame() => Assert.Equal(
        _user.Ids.Select(id => id.ToString()).Order(StringComparer.Ordinal),
        _server.Points.Select(point => point.Payload["memory"].StringValue).Order(StringComparer.Ordinal));

    private (Task Reached, TaskCompletionSource Held) Hold(string method)
    {
        var (reached, held) = (NewSignal(), NewSignal());
        _server.Before = called =>
        {
            if (called != method)
                return Task.CompletedTask;
            reached.TrySetResult();
            return held.Task;
        };
        return (reached.Task, held);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
