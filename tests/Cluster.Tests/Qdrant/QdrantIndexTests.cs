using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall.Shared;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>What a shared index promises, on a real server as on the stand-in.</summary>
public sealed class QdrantIndexTests(QdrantFixture fixture) : IClassFixture<QdrantFixture>
{
    private readonly ISharedRecallIndex _index = fixture.Index;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_WhenItReturns_IsFoundByMeaning()
    {
        var owner = Given.Owner("meaning");
        var (near, far) = (Given.Memory(), Given.Memory());
        await _index.PutAsync(owner, [Given.Point(far, 0, 1, 0), Given.Point(near, 1, 0.1f, 0)], Cancel);

        Assert.Equal([near.Id, far.Id], await FoundAsync(owner, Given.Question()));
    }

    [Fact]
    public async Task Search_WithARareWord_FindsItsMemoryAmongTheFirstTwo()
    {
        var owner = Given.Owner("words");
        var wanted = Given.Memory("Plays the accordion on Sundays.");
        var others = Enumerable.Range(0, 20).Select(_ => Given.Memory("Drinks tea on Sundays.")).ToList();
        await _index.PutAsync(owner, [Given.Point(wanted, -1, 0, 0), .. others.Select(other => Given.Point(other))], Cancel);

        var found = await FoundAsync(owner, Given.Question("Who plays the accordion?"));

        Assert.Contains(wanted.Id, found.Take(2));
    }

    [Fact]
    public async Task Put_OfTheSameMemoryAgain_ReplacesIt()
    {
        var owner = Given.Owner("again");
        var memory = Given.Memory();
        await _index.PutAsync(owner, [Given.Point(memory)], Cancel);
        var changed = memory with { Version = 2, UpdatedAt = Given.Start.AddTicks(1) };
        await _index.PutAsync(owner, [Given.Point(changed, 0, 1, 0)], Cancel);

        Assert.Equal([SharedStamp.Of(changed)], await StampsAsync(owner));
        Assert.Equal([memory.Id], await FoundAsync(owner, Given.Question()));
    }

    [Fact]
    public async Task Remove_LeavesTheOthers()
    {
        var owner = Given.Owner("remove");
        var (stays, goes) = (Given.Memory(), Given.Memory());
        await _index.PutAsync(owner, [Given.Point(stays), Given.Point(goes)], Cancel);
        await _index.RemoveAsync(owner, [goes.Id, Given.Id()], Cancel);

        Assert.Equal([stays.Id], await FoundAsync(owner, Given.Question("tea")));
    }

    [Fact]
    public async Task Stamps_OfMoreThanAPage_AreAllThereOnce()
    {
        var owner = Given.Owner("many");
        var memories = Enumerable.Range(0, 2_300).Select(_ => Given.Memory()).ToList();
        foreach (var batch in memories.Chunk(500))
            await _index.PutAsync(owner, [.. batch.Select(memory => Given.Point(memory))], Cancel);

        var stamps = await StampsAsync(owner);

        Assert.Equal(memories.Count, stamps.Count);
        Assert.True(stamps.ToHashSet().SetEquals(memories.Select(SharedStamp.Of)));
    }

    [Theory]
    [InlineData("acme", "ann", "acme", "ANN")]
    [InlineData("acme", "a/b", "acme/a", "b")]
    [InlineData("acme", "*", "acme", "ann")]
    [InlineData("acme", "ann\" OR \"1\"=\"1", "acme", "ann")]
    [InlineData("acme", "{\"must\":[]}", "acme", "日本 🎈")]
    [InlineData("acme", "ann", "acme ", "ann")]
    [InlineData("acme", "ann", "other", "ann")]
    [InlineData("acme", "a%2Fb", "acme", "a/b")]
    public async Task NoCall_ReachesAnotherUser(string tenant, string user, string otherTenant, string otherUser)
    {
        var (mine, theirs) = (Given.Owner("x" + user, tenant), Given.Owner("x" + otherUser, otherTenant));
        // Even with one id for both, which ids of the server never are.
        var id = Given.Id();
        await _index.PutAsync(mine, [Given.Point(Given.Memory(id: id))], Cancel);
        await _index.PutAsync(theirs, [Given.Point(Given.Memory(id: id))], Cancel);

        await _index.RemoveAsync(mine, [id], Cancel);

        Assert.Empty(await FoundAsync(mine, Given.Question("tea")));
        Assert.Empty(await FoundAsync(mine, Given.Question("tea", filter: new MemoryFilter.Not(new MemoryFilter.HasId([Given.Id()])))));
        Assert.Empty(await FoundAsync(mine, Given.Question("tea", filter: new MemoryFilter.Any([new MemoryFilter.HasId([id])]))));
        await _index.EraseAsync(mine.User, Cancel);
        Assert.Equal([id], await FoundAsync(theirs, Given.Question("tea")));
        Assert.Empty(await StampsAsync(mine));
        await _index.EraseAsync(theirs.User, Cancel);
        Assert.Empty(await StampsAsync(theirs));
    }

    [Fact]
    public async Task AnotherEpoch_SeesNothing_AndPruningRemovesTheOld()
    {
        var (before, after) = (Given.Owner("epochs", epoch: 1), Given.Owner("epochs", epoch: 2));
        await _index.PutAsync(before, [Given.Point(Given.Memory())], Cancel);
        Assert.Empty(await FoundAsync(after, Given.Question("tea")));

        var kept = Given.Memory();
        await _index.PutAsync(after, [Given.Point(kept)], Cancel);
        await _index.PruneAsync(after, Cancel);

        Assert.Empty(await StampsAsync(before));
        Assert.Equal([kept.Id], await FoundAsync(after, Given.Question()));
    }

    [Fact]
    public async Task Pruning_RemovesTheVectorsOfAnotherModel()
    {
        var now = Given.Owner("models");
        var before = now with { Space = new("former model / v1", 2) };
        await _index.PutAsync(before, [Given.Point(Given.Memory(), 1, 0)], Cancel);
        await _index.PutAsync(now, [Given.Point(Given.Memory())], Cancel);

        await _index.PruneAsync(now, Cancel);

        Assert.Empty(await StampsAsync(before));
        Assert.Single(await StampsAsync(now));
    }

    [Fact]
    public async Task Erase_LeavesNothingOfAnyEpochOrModel()
    {
        var owner = Given.Owner("erased");
        var former = owner with { Space = new("former", 2), Epoch = 7 };
        await _index.PutAsync(owner, [Given.Point(Given.Memory())], Cancel);
        await _index.PutAsync(former, [Given.Point(Given.Memory(), 1, 0)], Cancel);

        await _index.EraseAsync(owner.User, Cancel);

        Assert.Empty(await StampsAsync(owner));
        Assert.Empty(await StampsAsync(former));
    }

    [Fact]
    public async Task Search_BeforeAnythingWasWritten_FindsNothing() =>
        Assert.Empty(await FoundAsync(Given.Owner("nobody") with { Space = new("never used", 4) }, Given.Question(vector: [1, 0, 0, 0])));

    private async Task<List<MemoryId>> FoundAsync(SharedOwner owner, SharedQuestion question) =>
        [.. (await _index.SearchAsync(owner, question, Cancel)).Select(hit => hit.Memory)];

    private async Task<List<SharedStamp>> StampsAsync(SharedOwner owner)
    {
        var stamps = new List<SharedStamp>();
        await foreach (var page in _index.StampsAsync(owner, Cancel))
            stamps.AddRange(page);
        return stamps;
    }
}
