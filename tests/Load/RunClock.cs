namespace ChatMemory.Load;

/// <summary>The time since a run began.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Time => time;

    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Waits until then; at once when it is over already.</summary>
    public async Task UntilAsync(TimeSpan due, CancellationToken cancellationToken)
    {
        // A delay counts whole milliseconds, so what is left of one takes another.
        for (var left = due - Now; left > TimeSpan.Zero; left = due - Now)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time, cancellationToken);
    }
}
