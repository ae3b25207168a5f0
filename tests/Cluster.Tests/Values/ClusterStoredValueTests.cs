using ChatMemory.Behaviour.Values;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Values;

namespace ChatMemory.Cluster.Values;

/// <summary>The engine's behaviour tests of stored values, unchanged, through grains on three silos.</summary>
public sealed class ClusterStoredValueTests(ThreeNodes nodes) : StoredValueBehaviour
{
    protected override StoredValueFixture NewFixture() => new ClusterStoredValueFixture(nodes);
}

internal sealed class ClusterStoredValueFixture : StoredValueFixture
{
    private readonly World _world;
    private readonly IChatMemoryHost _host;

    public ClusterStoredValueFixture(ThreeNodes nodes)
    {
        _world = new(nodes.Journals, Time);
        _host = _world.Host(nodes.Client);
    }

    public override IJournalStore Journals => _world.Journals;

    public override IStoredValue Value(ValueKey key) => _host.Value(key);

    public override ValueKey Stored(ValueKey key) => _world.Stored(key);

    public override Task CrashAsync()
    {
        _world.Restart();
        return Task.CompletedTask;
    }
}
