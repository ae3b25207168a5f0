namespace ChatMemory.Recall.Shared;

/// <summary>How long to leave the shared index alone: twice as long after each failure in a row.</summary>
internal sealed class Pause(SharedRecallOptions options, TimeProvider time)
{
    private const int MostDoublings = 16;

    private DateTimeOffset _until;
    private int _failures;

    /// <summary>Whether it may be called.</summary>
    public bool IsOver => time.GetUtcNow() >= _until;

    /// <summary>Whether the last call failed.</summary>
    public bool IsOn => _failures > 0;

    public TimeSpan Failed()
    {
        var doubled = options.Backoff * Math.Pow(2, Math.Min(_failures++, MostDoublings));
        var wait = doubled < options.LongestBackoff ? doubled : options.LongestBackoff;
        _until = time.GetUtcNow() + wait;
        return wait;
    }

    public void Succeeded() => (_failures, _until) = (0, default);
}
