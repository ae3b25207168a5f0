namespace ChatMemory.Journals.Writing;

internal sealed class WriteSnapshot(JournalKey key, long epoch, JournalSnapshot snapshot) : JournalWrite<bool>(key)
{
    private bool _kept;

    public override int Bytes => snapshot.Payload.Length;

    protected override bool Outcome => _kept;

    public override void Decide(JournalGroup group)
    {
        // A state beyond the head was taken by a writer that has lost the journal.
        _kept = group.Find(Key, epoch) is { } row && snapshot.Sequence >= row.SnapshotFrom && snapshot.Sequence <= row.Sequence;
        if (_kept)
            group.Snapshots[epoch] = snapshot;
    }
}
