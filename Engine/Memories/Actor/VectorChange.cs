using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>
/// Builds a user's index and vectors anew behind those that answer: when the embedding model has changed, or on demand. It takes the memories in their order, a few
/// at a time, and hears of every change meanwhile; when nothing is missing it is handed over, at once.
/// </summary>
/// <param name="vectors">The new ones, empty.</param>
/// <param name="memories">What there is now, in order.</param>
/// <param name="find">A memory as it is.</param>
/// <param name="turns">When to begin.</param>
/// <param name="completed">Takes the new vectors over.</param>
internal sealed class VectorChange(
    MemoryVectors vectors, IEnumerable<MemoryId> memories, Func<MemoryId, Memory?> find, RebuildTurns turns, Action<VectorChange> completed) : IDisposable
{
    private const int AtOnce = 64;

    private readonly Queue<MemoryId> _waiting = new(memories);
    private readonly CancellationTokenSource _ended = new();
    private Task? _run;

    public MemoryVectors Vectors => vectors;

    /// <summary>Whether it is at work, not only waiting for its turn.</summary>
    public bool IsRunning { get; private set; }

    private bool IsComplete => _waiting.Count == 0 && vectors.IsComplete;

    /// <summary>Takes in a memory that holds and is new or has changed.</summary>
    public void Put(Memory memory, bool isNewText)
    {
        if (vectors.Index.Has(memory.Id))
            vectors.Put(memory, isNewText);
        else
            _waiting.Enqueue(memory.Id);
        Start();
    }

    public void Remove(MemoryId memory) => vectors.Remove(memory);

    /// <summary>Begins or goes on, unless it is being done already.</summary>
    public void Start()
    {
        if (_run is not null || _ended.IsCancellationRequested)
            return;
        var run = RunAsync(_ended.Token);
        _run = run.IsCompleted ? null : run;
    }

    /// <summary>Waits until it is handed over; false when patience ends before, or the model fails.</summary>
    public async Task<bool> CompleteAsync(CancellationToken patience)
    {
        try
        {
            Start();
            while (_run is { } run)
                await run.WaitAsync(patience);
            return IsComplete;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        if (_ended.IsCancellationRequested)
            return;
        _ended.Cancel();
        vectors.Dispose();
    }

    private async Task RunAsync(CancellationToken ended)
    {
        try
        {
            await turns.EnterAsync(ended);
            IsRunning = true;
            try
            {
                await BuildAsync(ended);
            }
            finally
            {
                IsRunning = false;
                turns.Leave();
            }
        }
        catch (OperationCanceledException)
        {
            // The epoch ended, or yet another model came.
        }
        finally
        {
            _run = null;
        }

        if (IsComplete && !ended.IsCancellationRequested)
            completed(this);
    }

    private async Task BuildAsync(CancellationToken ended)
    {
        do
        {
            while (_waiting.Count > 0)
            {
                Take();
                // Others get their turn between two handfuls.
                await Task.Yield();
                ended.ThrowIfCancellationRequested();
            }

            await vectors.CompleteAsync(ended);
        }
        while (_waiting.Count > 0 && !ended.IsCancellationRequested);
    }

    private void Take()
    {
        for (var taken = 0; taken < AtOnce && _waiting.TryDequeue(out var next); taken++)
        {
            if (find(next) is { ValidUntil: null } memory && !vectors.Index.Has(next))
                vectors.Put(memory, isNewText: true);
        }
    }
}
