using ChatMemory.Keys;
using Microsoft.Extensions.Options;

namespace ChatMemory.Extraction.Pool;

/// <summary>The queue of this host: fair, bounded, safe for concurrent use. What does not fit is left to the sweep, and it says so.</summary>
internal sealed class ExtractionQueue(IOptions<ExtractionOptions> options) : IExtractionQueue
{
    private readonly Lock _gate = new();
    private readonly FairQueue _waiting = new(options.Value.QueueLimit);
    private TaskCompletionSource _changed = NewSignal();
    private bool _overflowed;

    public void Offer(SessionKey session) => TryOffer(session);

    /// <summary>As <see cref="Offer"/>.</summary>
    /// <returns>False when the queue is full.</returns>
    public bool TryOffer(SessionKey session)
    {
        lock (_gate)
        {
            var taken = _waiting.TryAdd(session);
            _overflowed |= !taken;
            Signal();
            return taken;
        }
    }

    /// <summary>Waits for a session whose turn it is; its user rests until <see cref="Release"/>. For one caller at a time.</summary>
    public async Task<SessionKey> TakeAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_waiting.TryTake(out var session))
                    return session.Value;
                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Ends the rest of a user.</summary>
    public void Release(UserKey owner)
    {
        lock (_gate)
        {
            _waiting.Release(owner);
            Signal();
        }
    }

    /// <summary>Whether sessions were turned away since the last call that said so, and there is room for them now.</summary>
    public bool TakeOverflow()
    {
        lock (_gate)
        {
            if (!_overflowed || _waiting.Count > options.Value.QueueLimit / 2)
                return false;
            _overflowed = false;
            return true;
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSignal();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
