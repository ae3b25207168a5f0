using ChatMemory.Journals;
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

    private async Task RunAsync(CancellationToken ended)
    {
        try
        {
            await ReadStoredAsync(ended);
            var size = options.EmbeddingBatch;
            while (_lacking.Count > 0 && size > 0)
            {
                size = await EmbedAsync(size, ended);
                // Others get their turn between two batches.
                if (_lacking.Count > 0)
                    await Task.Yield();
            }
        }
        catch (OperationCanceledException)
        {
            // The epoch ended; whoever believes in the next one begins anew.
        }
        finally
        {
            _stored.TrySetResult();
            _run = null;
            Shared?.Start();
        }
    }

    private async Task ReadStoredAsync(CancellationToken ended)
    {
        if (_stored.Task.IsCompleted)
            return;
        await foreach (var vector in cache.ReadAsync(ended))
        {
            Set(vector);
        }

        _stored.TrySetResult();
    }

    // Returns the size of the next batch; 0 gives up for now.
    private async Task<int> EmbedAsync(int size, CancellationToken ended)
    {
        var batch = _lacking.Take(size);
        try
        {
            var vectors = await _embedder.EmbedAsync([.. batch.Select(item => item.Text)], options.EmbeddingTries, ended);
            MemoryMetrics.Embedded(vectors.Count);
            await cache.WriteAsync([.. batch.Select((item, i) => new StoredVector(item.Memory, item.Version, vectors[i])).Where(Set)], IsKnown);
            foreach (var (memory, version, _) in batch)
                RefuseIfLacking(memory, version);
            Shared?.Start();
            return options.EmbeddingBatch;
        }
        catch (ChatMemoryException exception) when (!exception.IsTransient)
        {
            // One text that the model refuses must not keep the others from their vectors.
            if (batch.Count == 1)
                Refuse(batch[0].Memory);
            return Math.Max(1, batch.Count / 2);
        }
        catch (ChatMemoryException exception)
        {
            LogGivenUp(logger, exception);
            return 0;
        }
    }

    private bool Set(StoredVector vector)
    {
        if (!Accepts(vector))
            return false;
        if (_lacking.Has(vector.Memory, vector.Version))
            _lacking.Remove(vector.Memory);
        Shared?.Changed(vector.Memory);
        return true;
    }

    // A model that changed its dimensions under the same name: what is left of the old ones is not comparable.
    private bool Accepts(StoredVector vector)
    {
        try
        {
            return index.SetVector(vector.Memory, vector.Version, vector.Values.Span);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // What is stored after the end would be left behind by whoever cleans up.
    private bool IsKnown(StoredVector vector) => !_ended.IsCancellationRequested && find(vector.Memory)?.Version == vector.Version;

    // Its vector came and did not fit: another try would end the same way.
    private void RefuseIfLacking(MemoryId memory, int version)
    {
        if (_lacking.Has(memory, version))
            Refuse(memory);
    }

    private void Refuse(MemoryId memory)
    {
        _lacking.Remove(memory);
        _refused.Add(memory);
        LogRefused(logger);
    }

    [LoggerMessage(2121, LogLevel.Warning, "Memories could not be embedded and are found by words only until the next try.")]
    private static partial void LogGivenUp(ILogger logger, Exception exception);

    [LoggerMessage(2122, LogLevel.Warning, "The embedding model refuses a memory's text; it is found by words only.")]
    private static partial void LogRefused(ILogger logger);
}
