using System.Collections.Concurrent;
using ChatMemory.Cluster.Client;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Embeddings;
using ChatMemory.Sessions;
using ChatMemory.Support;
using ChatMemory.Values;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster;

/// <summary>
/// What one test's sessions and users work with, in a cluster that many tests share: each world has a tenant of its own. A world
/// that is restarted has new activations over the same journals; the old ones are left to themselves, as after a cut of the network.
/// </summary>
internal sealed class World
{
    private static readonly ConcurrentDictionary<string, World> All = new();
    private static int _worlds;

    private readonly int _number = Interlocked.Increment(ref _worlds);
    private readonly SequentialIds _ids = new();
    private int _restarts;

    public World(IJournalStore journals, ManualTime time)
    {
        Journals = journals;
        Time = time;
        All[Name(0)] = this;
    }

    public IJournalStore Journals { get; }

    public ManualTime Time { get; }

    public IChatClient? Model { get; init; }

    public IEmbeddingGenerator<string, Embedding<float>>? Embeddings { get; init; }

    public IUserMemory? Memory { get; init; }

    public RecordingExtractionQueue Extractions { get; } = new();

    public static World Of(TenantId tenant) => All[tenant.Value];

    public void Restart() => All[Name(++_restarts)] = this;

    /// <summary>The world's host, over a node's or a client's grains.</summary>
    public IChatMemoryHost Host(IGrainFactory grains) => new WorldHost(this, new ClusterHost(grains, Options.Create(new ClusterOptions()), Time, _ids));

    public ChatSessionActor Session(SessionKey key, IGrainFactory grains) => new(
        key with { Owner = Stored(key.Owner) },
        new(Journals, Model!, Host(grains), Extractions, new(), Time, _ids, NullLogger<ChatSessionActor>.Instance));

    public IUserMemory User(UserKey key) => Memory
        ?? new UserMemoryActor(Stored(key), Journals, new FixedEmbeddingModel(Embeddings!), new(), new(), Time, _ids, NullLogger<UserMemoryActor>.Instance);

    public IStoredValue Value(ValueKey key) => new StoredValueActor(Stored(key), Journals, new(), Time);

    /// <summary>The key under which a value's journal lies, whatever the activation's.</summary>
    public ValueKey Stored(ValueKey key) => key with { Tenant = TenantId.Parse($"world-{_number}") };

    /// <summary>The key under which a user's journals lie, whatever the activation's.</summary>
    public UserKey Stored(UserKey key) => key with { Tenant = TenantId.Parse($"world-{_number}") };

    /// <summary>The key of the newest activation of a session.</summary>
    public SessionKey ActivatedKey(SessionKey key) => key with { Owner = Activated(key.Owner) };

    private string Name(int restarts) => $"world-{_number}.{restarts}";

    private UserKey Activated(UserKey key) => key with { Tenant = TenantId.Parse(Name(_restarts)) };

    private sealed class WorldHost(World world, IChatMemoryHost cluster) : IChatMemoryHost
    {
        public IChatSession Session(SessionKey key) => cluster.Session(key with { Owner = world.Activated(key.Owner) });

        public IUserMemory User(UserKey key) => cluster.User(world.Activated(key));

        public IStoredValue Value(ValueKey key) => cluster.Value(key with { Tenant = TenantId.Parse(world.Name(world._restarts)) });
    }
}
