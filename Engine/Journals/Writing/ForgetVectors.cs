using ChatMemory.Keys;

namespace ChatMemory.Journals.Writing;

internal sealed class ForgetVectors(JournalKey key, long epoch, string model, IReadOnlyList<MemoryId> memories)
    : JournalWrite<bool>(key)
{
    private bool _forgotten;

    public override bool Erases => true;

    protected override bool Outcome => _forgotten;

    public override void Decide(JournalGroup group)
    {
        _forgotten = group.Find(Key, epoch) is not null;
        if (!_forgotten)
            return;
        foreach (var memory in memories)
            group.ForgetVector(epoch, model, memory);
    }
}
