using ChatMemory.Cluster.Qdrant.StandIn;
using Grpc.Core;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>What the adapter makes of a server that fails.</summary>
public sealed class QdrantFailureTests : IAsyncLifetime
{
    private QdrantStandIn _server = null!;
    private QdrantRecallIndex _index = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await QdrantStandIn.StartAsync();
        _index = new(new() { Url = _server.Url, ApiKey = "a key", Tries = 3, RetryDelay = TimeSpan.FromMilliseconds(1) }, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        _index.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task AWrite_WhenTheServerIsAwayForAMoment_IsTriedAgain()
    {
        var failures = 1;
        _server.Before = method => method == "Upsert" && failures-- > 0 ? throw QdrantStandIn.Away() : Task.CompletedTask;

        await _index.PutAsync(Given.Owner("ann"), [Given.Point(Given.Memory())], Cancel);

        Assert.Single(_server.Points);
    }

    [Fact]
    public async Task AWrite_ToAServerThatStaysAway_FailsAfterAsManyTriesAsAreSet()
    {
        _server.Before = method => method == "Upsert" ? throw QdrantStandIn.Away() : Task.CompletedTask;

        var failure = await Assert.ThrowsAnyAsync<ChatMemoryException>(() =>
            _index.PutAsync(Given.Owner("ann"), [Given.Point(Given.Memory())], Cancel));

        Assert.True(failure.IsTransient);
        Assert.Equal(3, _server.Requests.Count(request => request.Method == "Upsert"));
    }

    [Fact]
    public async Task AWrite_OfOtherDimensions_IsRefusedAtOnceAndForGood()
    {
        var failure = await Assert.ThrowsAnyAsync<ChatMemoryException>(() =>
            _index.PutAsync(Given.Owner("ann"), [Given.Point(Given.Memory(), 1, 0, 0, 0, 0)], Cancel));

        Assert.False(failure.IsTransient);
        Assert.Single(_server.Requests, request => request.Method == "Upsert");
    }

    [Fact]
    public async Task Erase_WhileTheCollectionLacksItsIndexes_WaitsUntilItIsMade()
    {
        var (indexing, listed) = (new TaskCompletionSource(), new TaskCompletionSource());
        _server.Before = method =>
        {
            if (method == "List")
                listed.TrySetResult();
            if (method != "CreateFieldIndex")
                return Task.CompletedTask;
            indexing.TrySetResult();
            return listed.Task;
        };
        var putting = _index.PutAsync(Given.Owner("ann"), [Given.Point(Given.Memory())], Cancel);
        await indexing.Task.WaitAsync(Cancel);

        await _index.EraseAsync(Given.Owner("bob").User, Cancel);

        await putting;
        var methods = _server.Requests.Select(request => request.Method).ToList();
        Assert.True(methods.IndexOf("Delete") > methods.LastIndexOf("CreateFieldIndex"));
    }

    [Fact]
    public async Task ASearch_ThatFails_IsNotTriedAgain()
    {
        await _index.PutAsync(Given.Owner("ann"), [Given.Point(Given.Memory())], Cancel);
        _server.Before = _ => throw QdrantStandIn.Away();

        await Assert.ThrowsAnyAsync<ChatMemoryException>(() => _index.SearchAsync(Given.Owner("ann"), Given.Question(), Cancel));

        Assert.Single(_server.Requests, request => request.Method == "Query");
    }

    [Fact]
    public async Task AFailure_RepeatsNothingOfWhatTheServerSaid()
    {
        const string secret = "what the user said";
        _server.Before = _ => throw new RpcException(new(StatusCode.InvalidArgument, secret));

        var failure = await Assert.ThrowsAnyAsync<ChatMemoryException>(() => _index.EraseAsync(Given.Owner("ann").User, Cancel));

        Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADroppedCollection_IsMadeAgain_WithTheNextTry()
    {
        var owner = Given.Owner("ann");
        await _index.PutAsync(owner, [Given.Point(Given.Memory())], Cancel);
        _server.Drop();

        Assert.Empty(await _index.SearchAsync(owner, Given.Question(), Cancel));
        var failure = await Assert.ThrowsAnyAsync<ChatMemoryException>(() => _index.PutAsync(owner, [Given.Point(Given.Memory())], Cancel));
        Assert.True(failure.IsTransient);
        await _index.PutAsync(owner, [Given.Point(Given.Memory())], Cancel);

        Assert.Single(_server.Points);
    }

    [Fact]
    public async Task EveryRequest_CarriesTheApiKey()
    {
        await _index.PutAsync(Given.Owner("ann"), [Given.Point(Given.Memory())], Cancel);

        Assert.All(_server.ApiKeys, key => Assert.Equal("a key", key));
    }

    [Fact]
    public async Task NoPoint_HoldsTheMemorysText()
    {
        var memory = Given.Memory("Her sister lives in Oslo.");
        await _index.PutAsync(Given.Owner("ann"), [Given.Point(memory)], Cancel);

        Assert.DoesNotContain("Oslo", _server.Points[0].ToString(), StringComparison.Ordinal);
    }
}
