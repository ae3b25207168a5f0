using ChatMemory.Keys;

namespace ChatMemory.Recall.Shared;

/// <content>What is written to the shared index.</content>
public sealed partial class SharedRecall
{
    private bool HasWork() => _epoch is not null && (IsWanted ? Owner is not null && !IsInStep : MayBeThere);

    private async Task RunAsync(CancellationToken ended)
    {
        try
        {
            while (HasWork() && !ended.IsCancellationRequested)
            {
                if (!await StepAsync(ended))
                    await Task.Delay(_writing.Failed(), _time, ended);
            }
        }
        catch (OperationCanceledException)
        {
            // The epoch ended; whoever believes in the next one begins anew.
        }
        finally
        {
            _run = null;
        }
    }

    private async Task<bool> StepAsync(CancellationToken ended)
    {
        try
        {
            await (!IsWanted ? LeaveAsync() : _standing == Standing.InStep ? WriteAsync(Owner!.Value) : CompareAsync(Owner!.Value, ended));
            _writing.Succeeded();
            return true;
        }
        catch (ChatMemoryException exception)
        {
            if (!_writing.IsOn)
                LogNotWritten(_logger, exception);
            return false;
        }
    }

    private async Task LeaveAsync()
    {
        _outbox.Clear();
        await _index.EraseAsync(_user, CancellationToken.None);
        _standing = Standing.Absent;
    }

    // A write runs to its end even when the epoch ends, so that an erasure can wait for it.
    private async Task WriteAsync(SharedOwner owner)
    {
        var batch = _outbox.Next(_options.BatchSize);
        var points = new List<SharedPoint>();
        var gone = new List<MemoryId>();
        foreach (var (memory, _) in batch)
        {
            if (_source.Read(memory) is { } point)
                points.Add(point);
            else if (MayHaveOldText(memory))
                gone.Add(memory);
        }

        if (gone.Count > 0)
            await _index.RemoveAsync(owner, gone, CancellationToken.None);
        if (points.Count > 0)
            await _index.PutAsync(owner, points, CancellationToken.None);
        _outbox.Confirm(batch);
    }

    // A first text that has no vector yet was never there.
    private bool MayHaveOldText(MemoryId memory) => _source.Find(memory) is not { Version: 1 };

    private async Task CompareAsync(SharedOwner owner, CancellationToken ended)
    {
        _standing = Standing.Comparing;
        try
        {
            await _index.PruneAsync(owner, ended);
            var there = new HashSet<MemoryId>();
            await foreach (var page in _index.StampsAsync(owner, ended))
            {
                foreach (var stamp in page)
                    Compare(stamp, there);
            }

            foreach (var missing in _source.All.Where(memory => !there.Contains(memory.Id)))
                _outbox.Add(missing.Id);
            (_standing, _comparedAt) = (Standing.InStep, _time.GetUtcNow());
        }
        finally
        {
            if (_standing == Standing.Comparing)
                Doubt();
        }
    }

    private void Compare(SharedStamp stamp, HashSet<MemoryId> there)
    {
        there.Add(stamp.Memory);
        if (_source.Find(stamp.Memory) is not { } memory || SharedStamp.Of(memory) != stamp)
            _outbox.Add(stamp.Memory);
    }
}
