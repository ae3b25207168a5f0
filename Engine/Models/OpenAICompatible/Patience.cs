namespace ChatMemory.Models.OpenAICompatible;

/// <summary>A token that is cancelled by the caller, or when what was expected did not come in time.</summary>
internal sealed class Patience : IDisposable
{
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _link;

    public Patience(TimeProvider time, CancellationToken caller)
    {
        _caller = caller;
        _source = new(Timeout.InfiniteTimeSpan, time);
        _link = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time ended rather than the caller's interest.</summary>
    public bool HasEnded => _source.IsCancellationRequested && !_caller.IsCancellationRequested;

    public void Expect(TimeSpan within) => _source.CancelAfter(within);

    public void Relax() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _link.Dispose();
        _source.Dispose();
    }
}
