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

    public async IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(
        FeedPosition after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Followers++;
        try
        {
            await journal.CatchUpAsync(cancellationToken);
            // Another writer may have been seen there, of whom nothing is known here.
            if (IsBeyond(after) || IsOfAnotherEpoch(after))
                journal.Doubt();
            await journal.CatchUpAsync(cancellationToken);
            var wasErased = IsBeyond(after);
            for (var position = after; ; wasErased = false)
            {
                var signal = _signal.Task;
                await journal.CatchUpAsync(cancellationToken);
                wasErased |= IsOfAnotherEpoch(position);
                position = new(wasErased ? 0 : position.Number, journal.Epoch);
                if (wasErased)
                    yield return [new MemoryFeedEvent.Erased { Position = position }];
                var (changes, read) = await ReadAsync(position, cancellationToken);
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

    // After erasure numbers begin anew, in another epoch.
    private bool IsOfAnotherEpoch(FeedPosition position) => position.Epoch is { } epoch && epoch != journal.Epoch;

    // Asked of where a follower comes from only: what it reads here may be stored and not applied yet.
    private bool IsBeyond(FeedPosition position) => position.Number > journal.State.Sequence;

    private async Task<(List<MemoryFeedEvent> Changes, FeedPosition Read)> ReadAsync(FeedPosition position, CancellationToken cancellationToken)
    {
        var changes = new List<MemoryFeedEvent>();
        if (position.Epoch is not { } epoch || position.Number == journal.State.Sequence)
            return (changes, position);
        var records = 0;
        await foreach (var record in journals.ReadAsync(JournalKey.Of(owner), epoch, position.Number, cancellationToken))
        {
            position = position with { Number = record.Sequence };
            if (MemoryChanges.Of(MemoryJournalJson.Read(record.Payload), record.Sequence) is { } change)
                changes.Add(new MemoryFeedEvent.Changed(change) { Position = position });
            if (++records == PageSize)
                break;
        }

        return (changes, position);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
