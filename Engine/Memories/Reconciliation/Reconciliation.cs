using ChatMemory.Extraction;

namespace ChatMemory.Memories;

/// <summary>
/// Turns a candidate into what happens to memory. The same fact again adds nothing; a changed fact supersedes the old one; what is
/// not clear keeps both.
/// </summary>
internal static class Reconciliation
{
    public static Verdict Judge(Candidate candidate, IKnownMemories known)
    {
        var statement = Statement.Read(candidate.Text);
        if (candidate.Retracts)
            return new Verdict.Retract([.. Retraction.MeantBy(candidate, known).Where(memory => MayEnd(candidate, memory))]);

        var onTopic = known.OnTopic(MemoryKeys.Topic(statement, candidate.Scope, candidate.Speaker)).ToList();
        var inSlot = SlotHolders(candidate, known);
        return IsKnown(candidate, statement, onTopic, inSlot)
            ? new Verdict.Nothing()
            : Against(candidate, Contradicted(candidate, statement, onTopic, inSlot, known));
    }

    /// <summary>What becomes of a statement that is new and contradicts some memories.</summary>
    public static Verdict Against(Candidate candidate, IReadOnlyList<Memory> contradicted)
    {
        var mayEnd = contradicted.Where(memory => MayEnd(candidate, memory)).ToList();
        // What was only concluded does not stand beside what a person said to the contrary.
        if (candidate.Authority == Authority.Inferred && mayEnd.Count < contradicted.Count)
            return new Verdict.Nothing();
        return contradicted.Where(memory => memory.SaidAt > candidate.SaidAt).MinBy(memory => memory.SaidAt) is { } later
            ? new Verdict.StoreEnded(later)
            : new Verdict.Store(mayEnd);
    }

    private static bool IsKnown(Candidate candidate, Statement statement, List<Memory> onTopic, List<Memory> inSlot) =>
        onTopic.Any(memory => statement.Says(Statement.Read(memory.Text)))
        || inSlot.Any(memory => SlotAnswer.IsSame(candidate.Slot!, statement, candidate.Corrects, Statement.Read(memory.Text)));

    private static List<Memory> Contradicted(
        Candidate candidate, Statement statement, List<Memory> onTopic, List<Memory> inSlot, IKnownMemories known) =>
    [
        .. onTopic.Where(memory => statement.Contradicts(Statement.Read(memory.Text)))
            .Concat(inSlot)
            .Concat(Correction.MeantBy(candidate, statement, known))
            .DistinctBy(memory => memory.Id),
    ];

    private static List<Memory> SlotHolders(Candidate candidate, IKnownMemories known) =>
        candidate.Slot is { } slot ? [.. known.InSlot(MemoryKeys.Slot(slot, candidate.Scope, candidate.Speaker))] : [];

    private static bool MayEnd(Candidate candidate, Memory memory) =>
        !memory.Immutable && !memory.Pinned && memory.Authority <= candidate.Authority && memory.SaidAt <= candidate.SaidAt;
}
