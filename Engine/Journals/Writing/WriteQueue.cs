using System.Collections.Concurrent;

namespace ChatMemory.Journals.Writing;

/// <summary>Writes on their way to one writer, in the order they came, bounded.</summary>
internal sealed class WriteQueue(int limit, TimeSpan patience, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<JournalWrite> _writes = new();
    private readonly SemaphoreSlim _places = new(limit);
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly Lock _gate = new();
    private bool _completed;

    /// <summary>Whether nothing more will come and nothing is left.</summary>
    public bool IsDone => Volatile.Read(ref _completed) && _writes.IsEmpty;

    public async ValueTask AddAsync(JournalWrite write, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _completed), this);
        if (!_places.Wait(0, CancellationToken.None))
            await WaitForPlaceAsync(cancellationToken);

        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_completed, this);
            _writes.Enqueue(write);
        }

        JournalMetrics.Queued();

        _arrivals.Release();
    }

    /// <summary>Lets what is queued run out and refuses more.</summary>
    public void Complete()
    {
        lock (_gate)
            _completed = true;
        _arrivals.Release();
    }

    public bool Wait(TimeSpan atMost) => _arrivals.Wait(atMost);

    public Task<bool> WaitAsync(TimeSpan atMost) => _arrivals.WaitAsync(atMost);

    /// <summary>What can share a transaction, after a wait that was not in vain.</summary>
    public List<JournalWrite> Take(int maxWrites, int maxBytes)
    {
        var group = new List<JournalWrite>();
        long bytes = 0;
        while (group.Count < maxWrites && _writes.TryPeek(out var next) && Fits(next))
        {
            // The first one's arrival was taken by the wait.
            if (group.Count > 0)
                _arrivals.Wait(0, CancellationToken.None);
            _writes.TryDequeue(out _);
            _places.Release();
            group.Add(next);
            bytes += next.Bytes;
        }

        JournalMetrics.Taken(group.Count);
        return group;

        bool Fits(JournalWrite write) =>
            group.Count == 0 || (bytes + write.Bytes <= maxBytes && write.IsDeletion == group[0].IsDeletion);
    }

    public void Dispose()
    {
        _places.Dispose();
        _arrivals.Dispose();
    }

    private async Task WaitForPlaceAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            await _places.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OverloadedException($"{JournalOptions.Section}:{nameof(JournalOptions.QueueLimit)}", RetryAfter);
        }
    }
}
