using ChatMemory.Behaviour.Memories;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Cluster.Memories;

/// <summary>The engine's behaviour tests of users' memories, unchanged, through grains on three silos.</summary>
public sealed class ClusterUserMemoryTests(ThreeNodes nodes) : UserMemoryBehaviour
{
    protected override UserMemoryFixture NewFixture() => new ClusterUserMemoryFixture(nodes);
}

internal sealed class ClusterUserMemoryFixture : UserMemoryFixture
{
    private readonly World _world;
    private readonly IChatMemoryHost _host;

    public ClusterUserMemoryFixture(ThreeNodes nodes)
    {
        _world = new(nodes.Journals, Time) { Embeddings = Embeddings };
        _host = _world.Host(nodes.Client);
    }

    public override IUserMemory User(UserKey key) => _host.User(key);

    public override async Task<long> EpochOfAsync(UserKey key) => (await _world.Journals.OpenAsync(JournalKey.Of(_world.Stored(key)))).Epoch;

    public override Task CrashAsync()
    {
        _world.Restart();
        return Task.CompletedTask;
    }
}
