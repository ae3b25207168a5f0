using ChatMemory.Extraction;

namespace ChatMemory.Memories;

/// <summary>Finds the memories that a candidate corrects by naming the former value: "I moved from Berlin to Lisbon".</summary>
internal static class Correction
{
    /// <summary>
    /// Those that contain the former value and say nothing else than the candidate does: "I live in Berlin" is corrected, "my sister
    /// lives in Berlin" is not.
    /// </summary>
    public static IEnumerable<Memory> MeantBy(Candidate candidate, Statement statement, IKnownMemories known)
    {
        if (candidate.Corrects is not { } corrects || Statement.Read(corrects) is not { Content.Count: > 0 } former)
            return [];
        var allowed = statement.Content.Select(Related).ToHashSet(StringComparer.Ordinal);
        return known.Mentioning(Probe.Of(former), candidate.Scope, candidate.Speaker)
            .Where(memory => SlotsAgree(candidate, memory) && IsFormer(Statement.Read(memory.Text), former, allowed));
    }

    /// <summary>A word, or what it stands for among those that lead to the same answer.</summary>
    public static string Related(string word) => Vocabulary.Relations.GetValueOrDefault(word, word);

    private static bool SlotsAgree(Candidate candidate, Memory memory) =>
        memory.Slot is null || candidate.Slot is null || memory.Slot == candidate.Slot;

    private static bool IsFormer(Statement memory, Statement former, HashSet<string> allowed) =>
        memory.Denials == 0 && memory.IndexOf(former) is >= 0 and var start
        && memory.Content.Where((_, i) => i < start || i >= start + former.Content.Count)
            .All(word => allowed.Contains(Related(word)) || Vocabulary.Links.Contains(word));
}
