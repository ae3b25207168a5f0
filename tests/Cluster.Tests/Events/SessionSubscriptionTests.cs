using ChatMemory.Behaviour.Sessions;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using ChatMemory.Support;

namespace ChatMemory.Cluster.Events;

/// <summary>What a service sees that subscribes to a session's stream.</summary>
public sealed class SessionSubscriptionTests
{
    private readonly SequentialSession _session;
    private readonly SessionSubscriptions _subscriptions;

    public SessionSubscriptionTests(ThreeNodes nodes)
    {
        _session = new(nodes);
        _subscriptions = new(nodes.Client.ServiceProvider, _session.Host);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscriber_SeesEveryEventOnceAndInOrder_AlsoThoseBeforeIt()
    {
        await _session.CompletedAsync("1");
        var seen = new Seen(ends: 3);
        await using var subscription = await _subscriptions.SubscribeAsync(_session.Key, after: 0, seen.TakeAsync);

        await _session.CompletedAsync("2");
        await _session.CompletedAsync("3");

        var events = await seen.Completed.WaitAsync(TimeSpan.FromSeconds(30), Token);
        Assert.Equal(
            (await _session.EventsAsync(ends: 3)).Select(it => (it.Number, it.GetType())), events.Select(it => (it.Number, it.GetType())));
    }

    private sealed class Seen(int ends)
    {
        private readonly List<ChatEvent> _events = [];
        private readonly TaskCompletionSource<List<ChatEvent>> _completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<List<ChatEvent>> Completed => _completed.Task;

        public Task TakeAsync(IReadOnlyList<ChatEvent> events)
        {
            _events.AddRange(events);
            if (_events.OfType<ChatEvent.ExchangeEnded>().Count() >= ends)
                _completed.TrySetResult([.. _events]);
            return Task.CompletedTask;
        }
    }
}

/// <summary>A session of its own world whose model answers at once.</summary>
internal sealed class SequentialSession
{
    private readonly ScriptedChatClient _model = new() { Answer = _ => "ok" };

    public SequentialSession(ThreeNodes nodes)
    {
        var world = new World(nodes.Journals, new()) { Model = _model, Memory = new StubUserMemory() };
        Host = world.Host(nodes.Client);
        Key = world.ActivatedKey(SessionFixture.Key());
        Session = Host.Session(SessionFixture.Key());
        Host = new Direct(Host);
    }

    public IChatMemoryHost Host { get; }

    /// <summary>The key of the activation, which names the stream.</summary>
    public SessionKey Key { get; }

    public IChatSession Session { get; }

    public async Task CompletedAsync(string text)
    {
        var accepted = Assert.IsType<StartOutcome.Accepted>(
            await Session.StartAsync(new() { Input = [new ChatItem.Message(ChatRole.User, text)] }, TestContext.Current.CancellationToken));
        await foreach (var _ in Session.FollowAsync(new(0, accepted.Exchange), TestContext.Current.CancellationToken))
        {
        }
    }

    public async Task<List<ChatEvent>> EventsAsync(int ends)
    {
        var events = new List<ChatEvent>();
        await foreach (var batch in Session.FollowAsync(new(0), TestContext.Current.CancellationToken))
        {
            events.AddRange(batch);
            if (events.OfType<ChatEvent.ExchangeEnded>().Count() >= ends)
                break;
        }

        return events;
    }

    // The subscriptions know the activation's key already.
    private sealed class Direct(IChatMemoryHost world) : IChatMemoryHost
    {
        public IChatSession Session(SessionKey key) => world.Session(SessionFixture.Key());

        public ChatMemory.Memories.IUserMemory User(UserKey key) => world.User(key);

        public ChatMemory.Values.IStoredValue Value(ValueKey key) => world.Value(key);
    }
}
