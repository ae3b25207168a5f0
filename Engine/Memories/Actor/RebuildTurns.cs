namespace ChatMemory.Memories;

/// <summary>Lets only so many users of this process build their vectors anew at once; the others wait in order, answering by what they have.</summary>
/// <param name="atOnce">How many, at least 1.</param>
public sealed class RebuildTurns(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(atOnce);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();

    internal Task EnterAsync(CancellationToken cancellationToken) => _turns.WaitAsync(cancellationToken);

    internal void Leave() => _turns.Release();
}
