using ChatMemory.Keys;

namespace ChatMemory.Journals.Writing;

/// <summary>Changes nothing; that it was acknowledged says that its writer reaches the database again.</summary>
internal sealed class Probe() : JournalWrite<bool>(JournalKey.Of(new UserKey(TenantId.Default, UserId.Parse("probe"))))
{
    protected override bool Outcome => true;

    public override void Decide(JournalGroup group)
    {
        // The transaction itself is the question.
    }
}
