namespace ChatMemory.Api.Streaming;

/// <summary>A stream's place among the open ones, until it is disposed of.</summary>
/// <param name="leave">Gives it back; called once.</param>
/// <param name="over">When the stream must end because the server stops.</param>
internal sealed class StreamPlace(Action leave, CancellationToken over) : IDisposable
{
    private int _left;

    public CancellationToken Over => over;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _left, 1) == 0)
            leave();
    }
}
