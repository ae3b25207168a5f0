namespace ChatMemory.Api.Streaming;

/// <summary>
/// The event streams that are open, and when they must end because the server stops: one without an end of its own at once, that of an
/// exchange with its exchange, or when the server waits no longer.
/// </summary>
public sealed partial class OpenStreams(IHostApplicationLifetime lifetime, TimeProvider time, ILogger<OpenStreams> log) : IDisposable
{
    private readonly ILogger _log = log;
    private readonly CancellationTokenSource _over = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _none = Ended();
    private int _exchanges;
    private volatile bool _isDraining;

    /// <summary>Lets no more streams in, waits until those of exchanges have come to their end, then ends those that have not.</summary>
    /// <param name="grace">How long it waits at most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task DrainAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        _isDraining = true;
        try
        {
            await NoneAsync().WaitAsync(grace, time, cancellationToken);
        }
        catch (Exception late) when (late is TimeoutException or OperationCanceledException)
        {
            LogCut(_exchanges);
        }

        await _over.CancelAsync();
    }

    /// <inheritdoc/>
    public void Dispose() => _over.Dispose();

    /// <summary>Asked before anything is begun that would stream.</summary>
    /// <exception cref="ChatMemoryException">The server stops; another may stream.</exception>
    internal void RefuseWhenDraining()
    {
        if (_isDraining)
            throw new ChatMemoryException("The server stops.", isTransient: true);
    }

    /// <summary>When a stream must end.</summary>
    /// <param name="endless">Whether it has no end of its own.</param>
    internal CancellationToken Over(bool endless) => endless ? lifetime.ApplicationStopping : _over.Token;

    /// <summary>Counts a stream of an exchange until the result is disposed of.</summary>
    internal IDisposable Enter()
    {
        lock (_gate)
        {
            if (_exchanges++ == 0)
                _none = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        return new Stream(this);
    }

    private static TaskCompletionSource Ended()
    {
        var ended = new TaskCompletionSource();
        ended.SetResult();
        return ended;
    }

    private Task NoneAsync()
    {
        lock (_gate)
            return _none.Task;
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_exchanges == 0)
                _none.SetResult();
        }
    }

    [LoggerMessage(11, LogLevel.Warning, "The server stops and cuts {Streams} streams of exchanges; their clients can follow again.")]
    private partial void LogCut(int streams);

    private sealed class Stream(OpenStreams streams) : IDisposable
    {
        public void Dispose() => streams.Leave();
    }
}
