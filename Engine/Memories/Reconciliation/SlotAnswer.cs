namespace ChatMemory.Memories;

/// <summary>The answer that a statement gives to the question of its slot: its words without those of the question.</summary>
internal static class SlotAnswer
{
    /// <summary>Whether two statements of one slot give the same answer.</summary>
    public static bool IsSame(string slot, Statement one, string? oneCorrects, Statement other)
    {
        if (one.Says(other))
            return true;
        var (left, right) = (Of(slot, one, oneCorrects), Of(slot, other, corrects: null));
        return left.Count > 0 && one.Denials == other.Denials && left.SetEquals(right);
    }

    /// <summary>The words of the answer.</summary>
    public static HashSet<string> Of(string slot, Statement statement, string? corrects)
    {
        var answer = new HashSet<string>(statement.Content, StringComparer.Ordinal);
        answer.RemoveWhere(word => Vocabulary.Relations.ContainsKey(word) || Vocabulary.Links.Contains(word));
        answer.ExceptWith(Statement.Read(slot.Replace('.', ' ').Replace('_', ' ').Replace(':', ' ')).Content);
        if (corrects is not null)
            answer.ExceptWith(Statement.Read(corrects).Content);
        return answer;
    }
}
