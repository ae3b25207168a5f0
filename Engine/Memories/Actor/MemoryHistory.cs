using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Reads what happened to one memory from the records that its state names.</summary>
internal sealed class MemoryHistory(UserKey owner, IJournalStore journals)
{
    // A gap up to this size is read through; over a larger one reading begins anew.
    private const int ReadThrough = 256;

    public async Task<IReadOnlyList<MemoryChange>> ReadAsync(
        MemoryId memory, IReadOnlyList<long> records, long epoch, CancellationToken cancellationToken)
    {
        var changes = new List<MemoryChange>();
        foreach (var run in Runs(records))
        {
            await foreach (var record in journals.ReadAsync(JournalKey.Of(owner), epoch, run[0] - 1, cancellationToken))
            {
                if (MemoryChanges.Of(MemoryJournalJson.Read(record.Payload), record.Sequence) is { } change && change.Memory == memory)
                    changes.Add(change);
                if (record.Sequence >= run[^1])
                    break;
            }
        }

        return changes;
    }

    private static IEnumerable<List<long>> Runs(IReadOnlyList<long> records)
    {
        var run = new List<long>();
        foreach (var record in records)
        {
            if (run.Count > 0 && record - run[^1] > ReadThrough)
            {
                yield return run;
                run = [];
            }

            run.Add(record);
        }

        yield return run;
    }
}
