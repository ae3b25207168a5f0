using ChatMemory.Behaviour.Memories;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Models.Embeddings;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Memories;

/// <summary>Actors over journals in memory.</summary>
internal sealed class UserMemoryActorFixture : UserMemoryFixture
{
    private readonly Dictionary<UserKey, IUserMemory> _users = [];
    private readonly SequentialIds _ids = new();
    private TenantCounts? _tenants;

    public UserMemoryActorFixture() => Journals = new(Time);

    public InMemoryJournalStore Journals { get; init; }

    public MemoryOptions Options { get; init; } = new();

    /// <summary>The models that change; null takes the fixture's one.</summary>
    public IEmbeddingModels? Models { get; init; }

    public RebuildTurns? Turns { get; init; }

    /// <summary>What the activations of this process count together.</summary>
    private TenantCounts Tenants => _tenants ??= new(Options, Journals, Time);

    public override IUserMemory User(UserKey key)
    {
        if (!_users.TryGetValue(key, out var user))
            _users[key] = user = NewUser(key);
        return user;
    }

    /// <summary>Another activation of the same user, as a cluster that changes may have for a moment.</summary>
    public IUserMemory NewUser(UserKey key, IJournalStore? journals = null) =>
        new TurnHost(new UserMemoryActor(
            key, journals ?? Journals, Models ?? new FixedEmbeddingModel(Embeddings), Options, new(), Time, _ids, NullLogger<UserMemoryActor>.Instance, turns: Turns, tenants: Tenants));

    public override async Task<long> EpochOfAsync(UserKey key) => (await Journals.OpenAsync(JournalKey.Of(key))).Epoch;

    public override Task CrashAsync()
    {
        _users.Clear();
        _tenants = null;
        return Task.CompletedTask;
    }
}
