namespace ChatMemory.Load.Figures;

/// <summary>
/// Counts what arrives within a time, whenever it was asked for: answers that a slow server gives after the last message fell due
/// are none of its throughput.
/// </summary>
internal sealed class Throughput(TimeSpan from, TimeSpan to)
{
    private long _completed;
    private long _tokens;

    public void Completed(TimeSpan at) => Add(ref _completed, at, 1);

    public void Tokens(TimeSpan at, int count) => Add(ref _tokens, at, count);

    /// <summary>Completed exchanges and tokens a second.</summary>
    public (double Completed, double Tokens) PerSecond(TimeSpan now)
    {
        var seconds = ((now < to ? now : to) - from).TotalSeconds;
        return seconds > 0 ? (Interlocked.Read(ref _completed) / seconds, Interlocked.Read(ref _tokens) / seconds) : (0, 0);
    }

    private void Add(ref long sum, TimeSpan at, int count)
    {
        if (at >= from && at < to)
            Interlocked.Add(ref sum, count);
    }
}
