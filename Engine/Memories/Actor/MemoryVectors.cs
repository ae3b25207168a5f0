using ChatMemory.Keys;
using ChatMemory.Models.Embeddings;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

/// <summary>
/// Keeps a user's index in step with the state: words at once, vectors in the background, stored ones first. Lives as long as an
/// epoch of the journal is believed in.
/// </summary>
internal sealed partial class MemoryVectors(
    RecallIndex index, EmbeddingModel model, Func<MemoryId, Memory?> find, VectorCache cache, MemoryOptions options, TimeProvider time, ILogger logger)
    : IDisposable
{
    private readonly TextEmbedder _embedder = new(model.Generator, options, time);
    private readonly LackingVectors _lacking = new();
    private readonly HashSet<MemoryId> _refused = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _stored = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task? _run;

    public RecallIndex Index => index;

    /// <summary>The model that the vectors are of.</summary>
    public EmbeddingModel Model => model;

    /// <summary>The user's part in a shared index; null when there is no such index, or these vectors do not answer yet.</summary>
    public SharedRecall? Shared { get; private set; }

    /// <summary>Whether something is being embedded or written to a shared index now.</summary>
    public bool IsRunning => _run is not null || Shared is { IsBusy: true };

    /// <summary>Whether every memory has its vector, but for those whose text the model refuses.</summary>
    public bool IsComplete => _run is null && _lacking.Count == 0;

    /// <summary>Lets the vectors take part in a shared index from now on.</summary>
    public void Share(SharedRecall? part) => Shared = part;

    /// <summary>The vector of a question.</summary>
    /// <exception cref="ChatMemoryException">The model failed.</exception>
    public async Task<ReadOnlyMemory<float>> EmbedAsync(string question, CancellationToken budget)
    {
        await StoredAsync(budget);
        return (await _embedder.EmbedAsync([question], tries: 1, budget))[0];
    }

    /// <summary>Takes in a memory that holds.</summary>
    /// <param name="memory">The memory.</param>
    /// <param name="isNewText">Whether its vector, if it has one, is of another text.</param>
    public void Put(Memory memory, bool isNewText)
    {
        index.Put(memory);
        if (isNewText)
            _lacking.Put(memory.Id, memory.Version, memory.Text);
        Shared?.Changed(memory.Id);
    }

    public void Remove(MemoryId memory)
    {
        index.Remove(memory);
        _lacking.Remove(memory);
        _refused.Remove(memory);
        Shared?.Changed(memory);
    }

    /// <summary>Takes up what lacks a vector, unless that is being done already.</summary>
    public void Start()
    {
        if (_run is null && _lacking.Count > 0 && !_ended.IsCancellationRequested)
            Run();
        // Compared while stored vectors are still being read, everything would seem to lack its own.
        if (_run is null)
            Shared?.Start();
    }

    /// <summary>Waits until nothing lacks a vector; false when patience ends before, or the model keeps refusing.</summary>
    public async Task<bool> CompleteAsync(CancellationToken patience)
    {
        try
        {
            Start();
            while (_run is { } run)
                await run.WaitAsync(patience);
            return _lacking.Count == 0 && _refused.Count == 0;
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
        _ended.Dispose();
        _lacking.End();
        Shared?.Dispose();
    }

    // Waits for the vectors that an earlier process stored.
    private Task StoredAsync(CancellationToken cancellationToken) =>
        _run is null ? Task.CompletedTask : _stored.Task.WaitAsync(cancellationToken);

    private void Run()
    {
        var ended = _ended.Token;
        var run = RunAsync(ended);
        _run = run.IsCompleted ? null : run;
    }
}
