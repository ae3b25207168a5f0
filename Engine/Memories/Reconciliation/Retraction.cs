using ChatMemory.Extraction;

namespace ChatMemory.Memories;

/// <summary>Finds the memories that the user asked to forget.</summary>
internal static class Retraction
{
    private const double Coverage = 2 / 3d;

    private static readonly string[] Requests = ["please forget that ", "please forget about ", "please forget ", "forget that ", "forget about ", "forget "];

    public static IEnumerable<Memory> MeantBy(Candidate candidate, IKnownMemories known)
    {
        var statement = Statement.Read(WithoutRequest(candidate.Text));
        var former = candidate.Corrects is { } corrects ? Statement.Read(corrects) : null;
        return known.Mentioning(Probe.Of(former ?? statement), candidate.Scope, candidate.Speaker)
            .Concat(InSlot(candidate, known))
            .Where(memory => IsMeant(candidate, statement, former, memory))
            .DistinctBy(memory => memory.Id);
    }

    private static IEnumerable<Memory> InSlot(Candidate candidate, IKnownMemories known) =>
        candidate.Slot is { } slot ? known.InSlot(MemoryKeys.Slot(slot, candidate.Scope, candidate.Speaker)) : [];

    private static bool IsMeant(Candidate candidate, Statement statement, Statement? former, Memory memory)
    {
        var said = Statement.Read(memory.Text);
        if (candidate.Slot is { } slot && memory.Slot == slot)
            return AnswersSo(slot, former ?? statement, said);
        return said.Denials == statement.Denials && (said.Says(statement) || Covers(statement, said) || IsNamed(statement, former, said));
    }

    // "Forget where I live" names no place and means whichever is known.
    private static bool AnswersSo(string slot, Statement meant, Statement said) =>
        SlotAnswer.Of(slot, meant, corrects: null).IsSubsetOf(SlotAnswer.Of(slot, said, corrects: null));

    private static bool Covers(Statement part, Statement whole) =>
        whole.IndexOf(part) >= 0 && part.Content.Count >= Coverage * whole.Content.Count;

    private static bool IsNamed(Statement statement, Statement? former, Statement said) =>
        former is not null && said.IndexOf(former) >= 0
        && said.Content.Except(former.Content, StringComparer.Ordinal).Except(statement.Content, StringComparer.Ordinal).All(Vocabulary.Links.Contains);

    private static string WithoutRequest(string text) =>
        Requests.FirstOrDefault(request => text.StartsWith(request, StringComparison.OrdinalIgnoreCase)) is { } request
            ? text[request.Length..]
            : text;
}
