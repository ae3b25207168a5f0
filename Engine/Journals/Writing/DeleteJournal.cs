namespace ChatMemory.Journals.Writing;

/// <summary>Deletes a journal.</summary>
/// <param name="key">The journal.</param>
/// <param name="fence">What it must still be; null deletes it whatever it is.</param>
internal sealed class DeleteJournal(JournalKey key, JournalHead? fence = null) : JournalWrite<bool>(key)
{
    private bool _deleted;

    public override bool Synced => true;

    public override bool Erases => true;

    public override bool IsDeletion => true;

    protected override bool Outcome => _deleted;

    public override void Decide(JournalGroup group) => _deleted = IsMeant(group.Find(Key)) && group.Delete(Key);

    private bool IsMeant(JournalRow? row) => fence is null || (row?.Epoch == fence.Epoch && row.Sequence == fence.Sequence);
}
