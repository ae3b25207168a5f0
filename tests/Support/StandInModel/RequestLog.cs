namespace ChatMemory.Support.StandIn;

/// <summary>Keeps what arrived, and wakes who waits for it.</summary>
internal sealed class RequestLog
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedRequest> _all = [];
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

    public IReadOnlyList<ReceivedRequest> All
    {
        get
        {
            lock (_gate)
                return [.. _all];
        }
    }

    public void Add(ReceivedRequest request)
    {
        lock (_gate)
        {
            _all.Add(request);
            foreach (var (_, reached) in _waiting.Where(one => one.Count <= _all.Count))
                reached.TrySetResult();
        }
    }

    public Task ReachedAsync(int count)
    {
        lock (_gate)
        {
            if (_all.Count >= count)
                return Task.CompletedTask;
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((count, reached));
            return reached.Task;
        }
    }
}
