namespace ChatMemory.Journals.Writing;

internal sealed class DeleteJournal(JournalKey key) : JournalWrite<bool>(key)
{
    private bool _deleted;

    public override bool Synced => true;

    public override bool Erases => true;

    public override bool IsDeletion => true;

    protected override bool Outcome => _deleted;

    public override void Decide(JournalGroup group) => _deleted = group.Delete(Key);
}
