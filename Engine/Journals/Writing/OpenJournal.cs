namespace ChatMemory.Journals.Writing;

internal sealed class OpenJournal(JournalKey key) : JournalWrite<JournalHead>(key)
{
    private JournalRow? _row;

    // An epoch that was told and then lost with the power could be given a second time.
    public override bool Synced => true;

    protected override JournalHead Outcome => _row!.ToHead();

    public override void Decide(JournalGroup group) => _row = group.Find(Key) ?? group.Create(Key);
}
