using System.Runtime.CompilerServices;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>
/// Gives a user's changes to any number of followers. Each reads the journal in its own time, a page at a time, and waits for a
/// signal at its end: nothing is buffered for a slow one, and a text deleted meanwhile is not read any more.
/// </summary>
internal sealed class ChangeFeed(UserKey owner, IJournalStore journals, MemoryJournal journal)
{
    private const int PageSize = 100;

    private TaskCompletionSource _signal = NewSignal();

    /// <summary>How many follow.</summary>
    public int Followers { get; private set; }

    public void Signal()
    {
        var signal = _signal;
        _signal = NewSignal();
        signal.SetResult();
    }

    public async IAsyncEnumerable<IReadOnlyList<MemoryChange>> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Followers++;
        try
        {
            await journal.CatchUpAsync(cancellationToken);
            var (epoch, position) = (journal.Epoch, after <= journal.State.Sequence ? after : 0);
            while (true)
            {
                var signal = _signal.Task;
                await journal.CatchUpAsync(cancellationToken);
                // After erasure numbers begin anew.
                if (journal.Epoch != epoch)
                    (epoch, position) = (journal.Epoch, 0);
                var (changes, read) = epoch is { } open && journal.State.Sequence > position
                    ? await ReadAsync(open, position, cancellationToken)
                    : ([], position);
                if (changes.Count > 0)
                    yield return changes;
                if (read == position)
                    await signal.WaitAsync(cancellationToken);
                position = read;
            }
        }
        finally
        {
            Followers--;
        }
    }

    private async Task<(List<MemoryChange> Changes, long Read)> ReadAsync(long epoch, long position, CancellationToken cancellationToken)
    {
        var changes = new List<MemoryChange>();
        var records = 0;
        await foreach (var record in journals.ReadAsync(JournalKey.Of(owner), epoch, position, cancellationToken))
        {
            position = record.Sequence;
            if (MemoryChanges.Of(MemoryJournalJson.Read(record.Payload), record.Sequence) is { } change)
                changes.Add(change);
            if (++records == PageSize)
                break;
        }

        return (changes, position);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
