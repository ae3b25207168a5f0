using ChatMemory.Extraction.Rules.Topics;

namespace ChatMemory.Extraction.Rules;

/// <summary>All rules in the order in which they are tried: the first that fits a clause has it.</summary>
internal static class RuleBook
{
    public static readonly IReadOnlyList<Rule> Rules =
    [
        .. Answers.Rules, .. Places.Rules, .. Work.Rules, .. Health.Rules, .. People.Rules, .. Identity.Rules, .. Habits.Rules, .. Tastes.Rules,
        .. Plans.Rules, .. Things.Rules,
    ];

    /// <summary>What a clause says.</summary>
    /// <param name="clause">The clause.</param>
    /// <param name="spoken">The slots that earlier clauses of the message spoke of.</param>
    public static IReadOnlyList<Finding> Read(Clause clause, IReadOnlySet<string> spoken)
    {
        foreach (var rule in Rules)
        {
            if (rule.After is { } slot && !spoken.Contains(slot))
                continue;
            if (rule.Read(clause).ToList() is { Count: > 0 } found)
                return found;
        }

        return [];
    }
}
