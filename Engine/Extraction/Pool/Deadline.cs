namespace ChatMemory.Extraction.Pool;

/// <summary>Bounds an await: what does not answer in time is left behind, so that a hung call never pins a worker.</summary>
internal static class Deadline
{
    /// <summary>Runs a call with a limit.</summary>
    /// <exception cref="ChatMemoryException">The limit passed (transient).</exception>
    public static async Task<T> RunAsync<T>(
        Func<CancellationToken, Task<T>> call, string name, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            return await call(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException cancelled) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new ChatMemoryException($"The {name} did not answer within {limit.TotalSeconds:0.#} s.", isTransient: true, cancelled);
        }
    }
}
