using ChatMemory.Keys;

namespace ChatMemory.Journals;

/// <summary>How safe an acknowledged append is.</summary>
public enum Durability
{
    /// <summary>On disk: it survives the loss of power. The default.</summary>
    Synced,

    /// <summary>With the operating system or the database server: it survives <c>kill -9</c> of this process, not the loss of power.</summary>
    Written,
}

/// <summary>Replaces the payload of an earlier record, so that a text that was deleted is not stored any more.</summary>
/// <param name="Sequence">The record; nothing happens if there is none.</param>
/// <param name="Payload">What stands there from now on.</param>
public readonly record struct JournalRedaction(long Sequence, ReadOnlyMemory<byte> Payload);

/// <summary>One append: all of it happens or nothing.</summary>
/// <param name="Key">The journal.</param>
/// <param name="Epoch">The epoch that the writer read.</param>
/// <param name="ExpectedSequence">The head that the writer believes in: the fence.</param>
/// <param name="Payloads">The new records, numbered from <c>ExpectedSequence + Skip + 1</c>; may be empty if there are redactions.</param>
public sealed record JournalAppend(
    JournalKey Key, long Epoch, long ExpectedSequence, IReadOnlyList<ReadOnlyMemory<byte>> Payloads)
{
    /// <summary>Numbers left unused before the first record; default 0.</summary>
    public int Skip { get; init; }

    /// <summary>Sets <see cref="JournalHead.OpenWork"/>; null leaves it as it is.</summary>
    public bool? OpenWork { get; init; }

    /// <summary>Default <see cref="Durability.Synced"/>.</summary>
    public Durability Durability { get; init; }

    /// <summary>Earlier records to overwrite. Any redaction also removes the journal's snapshot, which may hold the same text.</summary>
    public IReadOnlyList<JournalRedaction> Redactions { get; init; } = [];

    /// <summary>Every record up to this number goes in the same transaction, and with any the journal's snapshot. Default 0: none does.</summary>
    /// <remarks>SQLite may keep the bytes in its log until the log is next emptied, as any erasing write does.</remarks>
    public long TrimTo { get; init; }

    /// <summary>When what the journal holds expires, so that a search finds it then; default never. Every append says it anew.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What the journal's writer counts once this is appended; null leaves what was said before.</summary>
    public JournalTally? Tally { get; init; }

    /// <summary>Memories whose stored vectors go in the same transaction.</summary>
    public IReadOnlyList<MemoryId> ForgetVectors { get; init; } = [];
}

/// <summary>What became of an append.</summary>
/// <param name="Appended">False when the fence refused it: another writer was there, or the journal was deleted. Drop the state and reload.</param>
/// <param name="Sequence">The new head; meaningless when refused.</param>
public readonly record struct JournalAppendResult(bool Appended, long Sequence);
