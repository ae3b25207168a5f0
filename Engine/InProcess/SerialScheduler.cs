namespace ChatMemory.InProcess;

/// <summary>
/// Runs its tasks one after the other on the thread pool. <see cref="ConcurrentExclusiveSchedulerPair"/> does the same, but
/// holds kilobytes for each idle instance, of which there is one for each loaded session.
/// </summary>
internal sealed class SerialScheduler : TaskScheduler, IThreadPoolWorkItem
{
    /// <summary>After so many tasks in a row others get the thread.</summary>
    private const int MostInARow = 64;

    private readonly Queue<Task> _waiting = new(0);
    private bool _isRunning;

    public override int MaximumConcurrencyLevel => 1;

    void IThreadPoolWorkItem.Execute()
    {
        for (var done = 0; done < MostInARow; done++)
        {
            Task? next;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out next))
                {
                    _isRunning = false;
                    return;
                }
            }

            TryExecuteTask(next);
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(task);
            if (_isRunning)
                return;
            _isRunning = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    // Only from within one of its own tasks, which is then the one that runs.
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_waiting)
            return [.. _waiting];
    }
}
