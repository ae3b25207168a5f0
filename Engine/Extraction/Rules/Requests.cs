using System.Collections.Frozen;
using System.Text.RegularExpressions;
using ChatMemory.Memories;

namespace ChatMemory.Extraction.Rules;

/// <summary>What the user asks to remember or to forget in so many words.</summary>
internal static class Requests
{
    private const RegexOptions Linear =
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    private static readonly Regex Remember = new(
        @"^(please |can you |i want you to )*(remember|note|keep in mind|bear in mind|do not forget|make a note|memori[sz]e|save)( for (later|next time|the future))?,? (that )?(?<what>.{4,300})$", Linear);

    private static readonly Regex Forget = new(
        @"^(please |can you |i want you to )*(forget|stop remembering|do not remember)( about| that| what you know about| everything about| the fact that)* (?<what>.{4,300})$", Linear);

    // "Remember when we met" remembers nothing; "forget it" forgets nothing.
    private static readonly Regex Idle = new(
        @"^((when|how|what|why|where|who|me|it|this|that|the (last|previous|above|earlier)|everything|all|what i|my (last|previous) (question|message))\b.*|i (said|asked|mentioned).*)$", Linear);

    private static readonly Regex Reminder = new("^(to|about) (?<what>.+)$", Linear);
    private static readonly Regex Possession = new(@"^my (?<noun>[\p{L} ]{2,40})$", Linear);

    private static readonly FrozenDictionary<string, string> SlotOf = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["name"] = Slots.Name,
        ["birthday"] = Slots.Birthday,
        ["age"] = Slots.Age,
        ["job"] = Slots.WorkRole,
        ["employer"] = Slots.WorkEmployer,
        ["home"] = Slots.HomePlace,
        ["city"] = Slots.HomePlace,
        ["diet"] = Slots.Diet,
        ["nickname"] = Slots.AddressAs,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a request asks for, or null when the clause is none. An idle one asks for nothing.</summary>
    public static IReadOnlyList<Finding>? Read(Clause clause, IReadOnlySet<string> spoken)
    {
        if (Forget.Match(clause.Plain) is { Success: true } forget)
            return Idle.IsMatch(What(forget)) ? [] : Forgotten(What(forget), clause, spoken);
        if (Remember.Match(clause.Plain) is { Success: true } remember)
            return Idle.IsMatch(What(remember)) ? [] : Remembered(What(remember), clause, spoken);
        return null;
    }

    private static IReadOnlyList<Finding> Remembered(string what, Clause clause, IReadOnlySet<string> spoken)
    {
        if (Reminder.Match(what) is { Success: true })
            return [new(Values.Fill("Wants to be reminded {what}.", Named(what)), MemoryKind.Task, Slot: null)];
        return RuleBook.Read(clause with { Plain = Wording.Plain(what) }, spoken) is { Count: > 0 } found
            ? found
            : [new(Values.Fill("{what}.", Named(WithoutSubject(what))), MemoryKind.Fact, Slot: null)];
    }

    private static IReadOnlyList<Finding> Forgotten(string what, Clause clause, IReadOnlySet<string> spoken)
    {
        if (RuleBook.Read(clause with { Plain = Wording.Plain(what) }, spoken) is { Count: > 0 } found)
            return [.. found.Select(finding => finding with { Retracts = true })];
        var possession = Possession.Match(what);
        return possession.Success
            ? [new(Values.Fill("{what}.", Named(possession.Groups["noun"].Value)), MemoryKind.Fact, SlotOf.GetValueOrDefault(possession.Groups["noun"].Value)) { Retracts = true }]
            : [new(Values.Fill("{what}.", Named(WithoutSubject(what))), MemoryKind.Fact, Slot: null) { Retracts = true }];
    }

    private static string What(Match match) => match.Groups["what"].Value.Trim();

    private static Dictionary<string, string> Named(string what) => new(StringComparer.Ordinal) { ["what"] = Values.Clean("what", what) };

    private static string WithoutSubject(string what) => what switch
    {
        _ when what.StartsWith("I am ", StringComparison.Ordinal) => "Is " + what[5..],
        _ when what.StartsWith("I have ", StringComparison.Ordinal) => "Has " + what[7..],
        _ when what.StartsWith("I do not ", StringComparison.Ordinal) => "Does not " + what[9..],
        _ when what.StartsWith("I ", StringComparison.Ordinal) => what[2..],
        _ when what.StartsWith("my ", StringComparison.OrdinalIgnoreCase) => what[3..],
        _ => what,
    };
}
