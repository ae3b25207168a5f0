namespace ChatMemory.Sessions;

/// <summary>
/// The events of the newest exchange in memory, shared by all followers: each reads from its own position, so a slow one costs
/// nothing. What is no longer here is read from the journal. Belongs to one thread at a time, like the actor.
/// </summary>
internal sealed class EventLog
{
    private readonly List<ChatEvent> _events = [];
    private long _after = -1;
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Ends when something has been added or the state has changed otherwise.</summary>
    public Task Changed => _changed.Task;

    public void Add(ChatEvent added, long numberBefore)
    {
        if (_after < 0 || added is ChatEvent.ExchangeStarted)
        {
            _events.Clear();
            _after = numberBefore;
        }

        _events.Add(added);
    }

    /// <summary>Lets waiting followers look again.</summary>
    public void Signal()
    {
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    /// <summary>Forgets the events; followers go on from the journal.</summary>
    public void Clear()
    {
        _events.Clear();
        _events.Capacity = 0;
        _after = -1;
    }

    /// <summary>The events after a number, or null when they do not all lie here.</summary>
    public IReadOnlyList<ChatEvent>? After(long number, int most)
    {
        if (_after < 0 || number < _after)
            return null;
        var from = IndexAfter(number);
        return _events.GetRange(from, Math.Min(most, _events.Count - from));
    }

    private int IndexAfter(long number)
    {
        if (_events.Count == 0 || _events[^1].Number <= number)
            return _events.Count;
        var (low, high) = (0, _events.Count - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_events[middle].Number <= number)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
