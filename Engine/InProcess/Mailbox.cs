namespace ChatMemory.InProcess;

/// <summary>
/// Runs everything of one actor on one single-threaded scheduler. Calls wait for each other; interleaving ones run between the
/// steps of the others; what a call continues with after an await comes back here.
/// </summary>
/// <param name="maxCalls">How many calls may be under way or wait.</param>
internal sealed class Mailbox(int maxCalls)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly SerialScheduler _scheduler = new();
    private readonly Gate _turn = new();
    private int _calls;

    /// <summary>Runs a call when those before it have ended.</summary>
    /// <exception cref="OverloadedException">Too many calls are under way.</exception>
    public Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken) =>
        RunAsync(async () =>
        {
            await _turn.EnterAsync(cancellationToken);
            try
            {
                return await call();
            }
            finally
            {
                _turn.Leave();
            }
        });

    /// <summary>Runs a call between the steps of the others.</summary>
    /// <exception cref="OverloadedException">Too many calls are under way.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        if (Interlocked.Increment(ref _calls) > maxCalls)
        {
            Interlocked.Decrement(ref _calls);
            throw new OverloadedException($"{HostOptions.Section}:{nameof(HostOptions.MaxCalls)}", RetryAfter);
        }

        try
        {
            return await PostAsync(call);
        }
        finally
        {
            Interlocked.Decrement(ref _calls);
        }
    }

    /// <summary>Runs the host's own business, which no bound refuses.</summary>
    public Task<T> PostAsync<T>(Func<Task<T>> call) =>
        Task.Factory.StartNew(call, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler).Unwrap();
}
