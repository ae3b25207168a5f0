namespace ChatMemory.Journals;

/// <summary>What is known of a journal without reading it.</summary>
/// <param name="Key">The journal.</param>
/// <param name="Epoch">
/// Distinguishes this journal from an earlier one of the same key: a number that only grows and is never given twice, also
/// across deletion. A writer that holds an epoch of a deleted journal can no longer append.
/// </param>
/// <param name="Sequence">The number of the last record; 0 when there is none yet.</param>
/// <param name="OpenWork">Whether its owner left work that must be taken up again after a crash.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="UpdatedAt">When it was last appended to.</param>
public sealed record JournalHead(
    JournalKey Key, long Epoch, long Sequence, bool OpenWork, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>When what the journal holds expires, as the last append said; null when it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>What its writer last counted; null when it counts nothing, or has not appended since a version that did not count.</summary>
    public JournalTally? Tally { get; init; }
}
