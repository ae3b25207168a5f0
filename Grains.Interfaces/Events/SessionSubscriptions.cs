using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace ChatMemory.Cluster;

/// <summary>Subscribes to sessions' chat events, for services and grains that react to conversations rather than show them.</summary>
/// <param name="services">Gives the stream provider.</param>
/// <param name="host">Gives the sessions, which fill gaps.</param>
public sealed class SessionSubscriptions(IServiceProvider services, IChatMemoryHost host)
{
    /// <summary>Calls back with every event after a number, in order, each once.</summary>
    /// <param name="session">The session.</param>
    /// <param name="after">The number of the last event seen; 0 begins at the beginning.</param>
    /// <param name="seen">Is given what came. One call at a time; what it throws is tried again with the next batch.</param>
    /// <returns>Ends the subscription when disposed of.</returns>
    public async Task<IAsyncDisposable> SubscribeAsync(SessionKey session, long after, Func<IReadOnlyList<ChatEvent>, Task> seen)
    {
        var subscriber = new Subscriber(host.Session(session), after, seen);
        var stream = services.GetRequiredKeyedService<IStreamProvider>(SessionEvents.Provider).StreamOf(session.ToString());
        var handle = await stream.SubscribeAsync(subscriber.TakeAsync);
        await subscriber.CatchUpAsync();
        return new Subscription(handle);
    }

    private sealed class Subscriber(IChatSession session, long after, Func<IReadOnlyList<ChatEvent>, Task> seen)
    {
        private readonly Lock _gate = new();
        private Task _last = Task.CompletedTask;
        private long _after = after;

        public Task TakeAsync(IList<SequentialItem<ChatEventBatch>> batches) => InTurnAsync(async () =>
        {
            foreach (var batch in batches)
                await TakeAsync(batch.Item);
        });

        /// <summary>Takes what is stored already.</summary>
        public Task CatchUpAsync() => InTurnAsync(async () =>
        {
            if (await session.TranscriptAsync(new(Limit: 1)) is { Exchanges: [.., var newest] })
                await FillAsync(newest.LastEvent);
        });

        private Task InTurnAsync(Func<Task> step)
        {
            lock (_gate)
                return _last = AfterAsync(_last, step);
        }

        private static async Task AfterAsync(Task before, Func<Task> step)
        {
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            await step();
        }

        private async Task TakeAsync(ChatEventBatch batch)
        {
            await FillAsync(batch.After);
            await GiveAsync(batch.Events);
        }

        private async Task FillAsync(long until)
        {
            if (_after >= until)
                return;
            await foreach (var events in session.FollowAsync(new(_after)))
            {
                await GiveAsync(events);
                if (_after >= until)
                    break;
            }
        }

        private async Task GiveAsync(IReadOnlyList<ChatEvent> events)
        {
            List<ChatEvent> fresh = [.. events.Where(it => it.Number > _after)];
            if (fresh.Count == 0)
                return;
            await seen(fresh);
            _after = fresh[^1].Number;
        }
    }

    private sealed class Subscription(StreamSubscriptionHandle<ChatEventBatch> handle) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await handle.UnsubscribeAsync();
    }
}
