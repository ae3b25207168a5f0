using ChatMemory.Behaviour.Memories;
using ChatMemory.Cluster.Qdrant;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Qdrant.StandIn;
using ChatMemory.Recall.Shared;
using ChatMemory.Support;
using ChatMemory.Tests.Memories;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Qdrant;

/// <summary>Users' memories behave the same when every user, however small, is kept in and answered by Qdrant.</summary>
public sealed class UserMemoryWithQdrantTests : UserMemoryBehaviour
{
    protected override UserMemoryFixture NewFixture() => new UserMemoryWithQdrantFixture(isAway: false);
}

/// <summary>… and when it never answers; but that an erasure is not said to be done.</summary>
public sealed class UserMemoryWithQdrantAwayTests : UserMemoryBehaviour
{
    protected override UserMemoryFixture NewFixture() => new UserMemoryWithQdrantFixture(isAway: true);
}

internal sealed class UserMemoryWithQdrantFixture : UserMemoryFixture
{
    private readonly Dictionary<UserKey, IUserMemory> _users = [];
    private readonly List<UserMemoryActor> _actors = [];
    private readonly SequentialIds _ids = new();
    private readonly InMemoryJournalStore _journals;
    private readonly QdrantStandIn _server = QdrantStandIn.StartAsync().GetAwaiter().GetResult();
    private readonly QdrantRecallIndex _index;

    public UserMemoryWithQdrantFixture(bool isAway)
    {
        _journals = new(Time);
        _index = new(new() { Url = _server.Url, Tries = 1 }, TimeProvider.System);
        if (isAway)
            _server.Before = method => method is "List" or "Delete" ? Task.CompletedTask : throw QdrantStandIn.Away();
    }

    public override IUserMemory User(UserKey key)
    {
        if (!_users.TryGetValue(key, out var user))
            _users[key] = user = new TurnHost(NewActor(key));
        return user;
    }

    public override async Task<long> EpochOfAsync(UserKey key) => (await _journals.OpenAsync(JournalKey.Of(key))).Epoch;

    public override Task CrashAsync()
    {
        _users.Clear();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var actor in _actors)
            await actor.DisposeAsync();
        _index.Dispose();
        await _server.DisposeAsync();
        await base.DisposeAsync();
    }

    private UserMemoryActor NewActor(UserKey key)
    {
        var actor = new UserMemoryActor(
            key, _journals, Embeddings, new(), new(), Time, _ids, NullLogger<UserMemoryActor>.Instance, new SharedIndex(_index, new() { AnswerFrom = 1 }));
        _actors.Add(actor);
        return actor;
    }
}
