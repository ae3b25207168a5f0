using ChatMemory.Behaviour.Memories;
using ChatMemory.Cluster.Qdrant.StandIn;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Embeddings;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Cluster.Qdrant;

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

/// <summary>A user with more memories than are looked at closely, so that Qdrant's choice is what is ranked.</summary>
public sealed class LargeUserTests
{
    private static readonly UserKey Ann = Given.Owner("ann").User;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recall_IsAnsweredFromQdrant_AndSeesAWriteThatIsNotThereYet()
    {
        await using var host = new UserMemoryWithQdrantFixture(isAway: false) { Recall = new() { Candidates = 5 } };
        var user = host.User(Ann);
        await user.AddAsync(new([.. Enumerable.Range(0, 60).Select(i => new NewMemory { Text = $"Item {i} lies on shelf {i * 7}." })]), Cancel);
        await user.IndexedAsync(TimeSpan.FromMinutes(1), Cancel);

        Assert.Equal("Item 42 lies on shelf 294.", await BestAsync(user, "Where is item 42, on shelf 294?", host));

        host.Server.Before = method => method == "Upsert" ? Task.Delay(Timeout.Infinite, Cancel) : Task.CompletedTask;
        await user.AddAsync(new([new() { Text = "The passport lies in the drawer." }]), Cancel);
        await user.IndexedAsync(TimeSpan.FromMinutes(1), Cancel);
        Assert.Equal("The passport lies in the drawer.", await BestAsync(user, "Where is the passport?", host));
    }

    // Asks until Qdrant was asked as well, which begins when it has everything.
    private static async Task<string> BestAsync(IUserMemory user, string question, UserMemoryWithQdrantFixture host)
    {
        var before = Queries();
        while (true)
        {
            var result = await user.RecallAsync(new() { Text = question, Limit = 2, Budget = TimeSpan.FromSeconds(10) }, Cancel);
            if (Queries() > before)
                return result.Memories[0].Memory.Text;
        }

        int Queries() => host.Server.Requests.Count(request => request.Method == "Query");
    }
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

    public QdrantStandIn Server => _server;

    public RecallOptions Recall { get; init; } = new();

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
            key, _journals, new FixedEmbeddingModel(Embeddings), new(), Recall, Time, _ids, NullLogger<UserMemoryActor>.Instance,
            new SharedIndex(_index, new() { AnswerFrom = 1 }));
        _actors.Add(actor);
        return actor;
    }
}
