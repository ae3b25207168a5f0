using ChatMemory.Keys;

namespace ChatMemory.Extraction.Pool;

/// <summary>Offers sessions again when their retry is due. One timer, a bounded number of alarms; those beyond are found by the sweep.</summary>
internal sealed class RetryAlarm : IDisposable
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<SessionKey, DateTimeOffset> _alarms = new();
    private readonly ExtractionQueue _queue;
    private readonly TimeProvider _time;
    private readonly int _limit;
    private readonly ITimer _timer;

    public RetryAlarm(ExtractionQueue queue, TimeProvider time, int limit)
    {
        _queue = queue;
        _time = time;
        _limit = limit;
        _timer = time.CreateTimer(_ => Ring(), state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Set(SessionKey session, TimeSpan delay)
    {
        lock (_gate)
        {
            if (_alarms.Count >= _limit)
                return;
            _alarms.Enqueue(session, _time.GetUtcNow() + delay);
            Wind();
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Ring()
    {
        lock (_gate)
        {
            while (_alarms.TryPeek(out var session, out var due) && due <= _time.GetUtcNow())
            {
                _alarms.Dequeue();
                _queue.Offer(session);
            }

            Wind();
        }
    }

    private void Wind()
    {
        if (!_alarms.TryPeek(out _, out var due))
            return;
        var delay = due - _time.GetUtcNow();
        // A real timer may ring up to a millisecond early; an alarm that is not quite due is wound again, not lost.
        _timer.Change(delay > TimeSpan.FromMilliseconds(1) ? delay : TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }
}
