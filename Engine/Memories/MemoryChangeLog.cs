using System.Runtime.CompilerServices;
using ChatMemory.Journals;

namespace ChatMemory.Memories;

/// <summary>Reads what happened to a user's memories from the journal alone: nothing is loaded for it.</summary>
/// <param name="journals">Where it stands.</param>
public sealed class MemoryChangeLog(IJournalStore journals)
{
    /// <summary>The records after a number, as far as there are any now.</summary>
    /// <param name="head">The journal of a user's memory.</param>
    /// <param name="after">The number of the last record seen; 0 begins.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<LoggedChange> ReadAsync(
        JournalHead head, long after, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(head);
        await foreach (var record in journals.ReadAsync(head.Key, head.Epoch, after, cancellationToken))
            yield return new(record.Sequence, MemoryChanges.Of(MemoryJournalJson.Read(record.Payload), record.Sequence));
    }
}

/// <summary>A record of a user's journal.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Change">What happened; null when no memory changed, or its text was deleted since.</param>
public readonly record struct LoggedChange(long Number, MemoryChange? Change);
