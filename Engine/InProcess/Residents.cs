using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace ChatMemory.InProcess;

/// <summary>The loaded actors of one kind: loads on first use, leads calls inside, lets go what is idle.</summary>
internal sealed class Residents<TKey, TActor>(Func<TKey, TActor> load, HostOptions options, TimeProvider time)
    where TKey : struct
    where TActor : class
{
    private const int RoomMadeAtOnce = 16;

    private readonly ConcurrentDictionary<TKey, Resident<TActor>> _loaded = new();

    public int Count => _loaded.Count;

    public async Task<T> CallAsync<T>(TKey key, Func<TActor, Task<T>> call, CancellationToken cancellationToken)
    {
        var resident = await EnterAsync(key);
        try
        {
            return await resident.Mailbox.CallAsync(() => call(resident.Actor), cancellationToken);
        }
        finally
        {
            resident.Leave(time.GetTimestamp());
        }
    }

    /// <summary>A call that runs between the steps of the others.</summary>
    public async Task<T> InterleaveAsync<T>(TKey key, Func<TActor, Task<T>> call)
    {
        var resident = await EnterAsync(key);
        try
        {
            return await resident.Mailbox.RunAsync(() => call(resident.Actor));
        }
        finally
        {
            resident.Leave(time.GetTimestamp());
        }
    }

    /// <summary>A stream whose every step runs between the steps of the calls.</summary>
    public async IAsyncEnumerable<T> FollowAsync<T>(
        TKey key, Func<TActor, CancellationToken, IAsyncEnumerable<T>> follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var resident = await EnterAsync(key);
        try
        {
            await using var steps = new Steps<T>(resident.Mailbox, follow(resident.Actor, cancellationToken).GetAsyncEnumerator(CancellationToken.None));
            while (await steps.NextAsync())
                yield return steps.Current;
        }
        finally
        {
            resident.Leave(time.GetTimestamp());
        }
    }

    /// <summary>Lets go what nobody has used for a while.</summary>
    public Task LetGoIdleAsync() => LetGoAsync(
        _loaded.Where(pair => pair.Value.IsEmpty && time.GetElapsedTime(pair.Value.LastUse) >= options.IdleAfter));

    public Task StopAsync(TimeSpan grace) => Task.WhenAll(_loaded.Values.Select(resident =>
        resident.Actor is IResident actor
            ? resident.Mailbox.PostAsync(async () =>
            {
                await actor.StopAsync(grace);
                return true;
            })
            : Task.CompletedTask));

    private async ValueTask<Resident<TActor>> EnterAsync(TKey key)
    {
        while (true)
        {
            if (_loaded.TryGetValue(key, out var resident))
            {
                if (resident.TryEnter())
                    return resident;
                _loaded.TryRemove(new(key, resident));
            }
            else
            {
                if (_loaded.Count >= options.MaxLoaded)
                    await MakeRoomAsync();
                _loaded.GetOrAdd(key, static (it, host) => host.Load(it), this);
            }
        }
    }

    private Resident<TActor> Load(TKey key) => new(load(key), options.MaxCalls, time.GetTimestamp());

    private async Task MakeRoomAsync()
    {
        var oldest = _loaded.Where(pair => pair.Value.IsEmpty).OrderBy(pair => pair.Value.LastUse);
        var room = Math.Max(RoomMadeAtOnce, options.MaxLoaded / RoomMadeAtOnce);
        await LetGoAsync(oldest.Take(room));
        if (_loaded.Count >= options.MaxLoaded)
            throw new OverloadedException($"{HostOptions.Section}:{nameof(HostOptions.MaxLoaded)}", TimeSpan.FromSeconds(5));
    }

    private async Task LetGoAsync(IEnumerable<KeyValuePair<TKey, Resident<TActor>>> candidates)
    {
        foreach (var pair in candidates.ToList())
        {
            if (!await pair.Value.TryLetGoAsync())
                continue;
            _loaded.TryRemove(pair);
            if (pair.Value.Actor is IAsyncDisposable disposable)
                await disposable.DisposeAsync();
        }
    }

    // An enumerator whose steps run in the mailbox, without a new delegate for each.
    private sealed class Steps<T> : IAsyncDisposable
    {
        private readonly Mailbox _mailbox;
        private readonly IAsyncEnumerator<T> _enumerator;
        private readonly Func<Task<bool>> _next;

        public Steps(Mailbox mailbox, IAsyncEnumerator<T> enumerator)
        {
            _mailbox = mailbox;
            _enumerator = enumerator;
            _next = () => _enumerator.MoveNextAsync().AsTask();
        }

        public T Current => _enumerator.Current;

        public Task<bool> NextAsync() => _mailbox.PostAsync(_next);

        public async ValueTask DisposeAsync() => await _mailbox.PostAsync(async () =>
        {
            await _enumerator.DisposeAsync();
            return true;
        });
    }
}
