using ChatMemory.Behaviour.Sessions;

namespace ChatMemory.Cluster.Sessions;

/// <summary>The engine's behaviour tests of sessions, unchanged, through grains on three silos.</summary>
public sealed class ClusterChatSessionTests(ThreeNodes nodes) : ChatSessionBehaviour
{
    protected override SessionFixture CreateFixture() => new ClusterSessionFixture(nodes);
}

internal sealed class ClusterSessionFixture : SessionFixture
{
    private readonly World _world;

    public ClusterSessionFixture(ThreeNodes nodes)
    {
        _world = new(nodes.Journals, Time) { Model = Model, Memory = Memory };
        Host = _world.Host(nodes.Client);
    }

    public override IChatMemoryHost Host { get; }

    public override async Task RestartAsync()
    {
        _world.Restart();
        await Host.Session(Key()).SettledAsync(TimeSpan.Zero, TestContext.Current.CancellationToken);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
