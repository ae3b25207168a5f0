namespace ChatMemory.Api.TerminalChat;

/// <summary>Ctrl-C: stops an answer that runs; otherwise it ends the program as ever.</summary>
internal sealed class Interrupt
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;

    /// <summary>What is done until disposal can be stopped.</summary>
    public IDisposable During(out CancellationToken stop)
    {
        var running = new CancellationTokenSource();
        lock (_gate)
            _running = running;
        stop = running.Token;
        return new Span(this, running);
    }

    /// <summary>Presses it.</summary>
    /// <returns>Whether there was something to stop.</returns>
    public bool Press()
    {
        lock (_gate)
        {
            if (_running is null || _running.IsCancellationRequested)
                return false;
            _running.Cancel();
            return true;
        }
    }

    private sealed class Span(Interrupt owner, CancellationTokenSource running) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
                owner._running = null;
            running.Dispose();
        }
    }
}
