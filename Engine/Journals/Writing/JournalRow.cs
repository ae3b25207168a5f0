namespace ChatMemory.Journals.Writing;

/// <summary>A journal's row while its transaction decides.</summary>
internal sealed class JournalRow(JournalKey key)
{
    public JournalKey Key { get; } = key;

    /// <summary>0 until the row is inserted.</summary>
    public long Epoch { get; set; }

    public long Sequence { get; set; }

    /// <summary>The lowest sequence number of a state that no longer holds what was redacted.</summary>
    public long SnapshotFrom { get; set; }

    public bool OpenWork { get; set; }

    /// <summary>When what it holds expires; null when it does not.</summary>
    public long? ExpiresAt { get; set; }

    /// <summary>What its writer last counted; null when it never did.</summary>
    public JournalTally? Tally { get; set; }

    public long CreatedAt { get; init; }

    public long UpdatedAt { get; set; }

    public JournalHead ToHead() => new(Key, Epoch, Sequence, OpenWork, StoredTime.Read(CreatedAt), StoredTime.Read(UpdatedAt))
    {
        ExpiresAt = ExpiresAt is { } at ? StoredTime.Read(at) : null,
        Tally = Tally,
    };
}
