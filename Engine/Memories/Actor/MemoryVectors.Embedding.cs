using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <content>The work in the background: what was stored is read, what lacks a vector is embedded in batches.</content>
internal sealed partial class MemoryVectors
{
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
}
