using ChatMemory.Memories;

namespace ChatMemory.Extraction.Rules;

/// <summary>What a clause looks like and what it says. Patterns match whole clauses in plain wording.</summary>
internal sealed class Rule
{
    private static readonly string[] Subjects = ["I ", "my "];

    private readonly string? _subject;

    /// <summary>A rule.</summary>
    /// <param name="pattern">A regular expression with the macros of <see cref="Patterns"/>.</param>
    /// <param name="kind">The kind of what it finds.</param>
    /// <param name="statement">The statement, with the names of the pattern's groups in braces.</param>
    /// <param name="slot">The question that the statement answers.</param>
    public Rule(string pattern, MemoryKind kind, string statement, string? slot = null)
    {
        Pattern = Patterns.Compile(pattern);
        _subject = Subjects.FirstOrDefault(subject => pattern.StartsWith(subject, StringComparison.Ordinal));
        Kind = kind;
        Says = [(statement, slot)];
    }

    /// <summary>What a clause looks like that it reads.</summary>
    public ClausePattern Pattern { get; }

    /// <summary>The kind of what it finds.</summary>
    public MemoryKind Kind { get; }

    /// <summary>The statements with their slots; mostly one.</summary>
    public IReadOnlyList<(string Statement, string? Slot)> Says { get; private init; }

    /// <summary>The group that holds the former value.</summary>
    public string? Corrects { get; init; }

    /// <summary>Whether the statement no longer holds.</summary>
    public bool Retracts { get; init; }

    /// <summary>A slot that an earlier clause of the message must have spoken of.</summary>
    public string? After { get; init; }

    /// <summary>A second statement of the same clause.</summary>
    public string? Also
    {
        get => Says.Count > 1 ? Says[1].Statement : null;
        init => Says = [.. Says, (value!, AlsoSlot)];
    }

    /// <summary>The slot of <see cref="Also"/>; give it first.</summary>
    public string? AlsoSlot { get; init; }

    /// <summary>Words that show that the clause means something else.</summary>
    public IReadOnlyList<string> Rejects { get; init; } = [];

    /// <summary>Whether only a sentence that greets says so.</summary>
    public bool NeedsGreeting { get; init; }

    /// <summary>What the clause says by this rule; nothing when it does not match or a value makes no sense.</summary>
    public IEnumerable<Finding> Read(Clause clause)
    {
        // Spares the pattern for clauses that speak of something else.
        if (_subject is not null && !clause.Plain.StartsWith(_subject, StringComparison.OrdinalIgnoreCase))
            yield break;
        var match = Pattern.Match(clause.Plain);
        if (!match.Success || (NeedsGreeting && !clause.IsGreeting) || Rejects.Any(word => Values.HasWords(clause.Plain, word)))
            yield break;
        var values = match.Groups.Values.Skip(1).Where(group => group.Success && !char.IsAsciiDigit(group.Name[0]))
            .ToDictionary(group => group.Name, group => Values.Clean(group.Name, group.Value), StringComparer.Ordinal);
        if (!values.All(value => Values.IsPlausible(value.Key, value.Value, clause)))
            yield break;

        foreach (var (statement, slot) in Says)
        {
            yield return new(Values.Fill(statement, values), Kind, Slot(slot, values))
            {
                Corrects = Corrects is null ? null : values.GetValueOrDefault(Corrects),
                Retracts = Retracts,
            };
        }
    }

    private static string? Slot(string? slot, Dictionary<string, string> values) =>
        slot is not null && values.TryGetValue("sort", out var sort) && slot.StartsWith("favourite.", StringComparison.Ordinal)
            ? Slots.Favourite(sort)
            : slot;
}

/// <summary>What a rule found in a clause.</summary>
/// <param name="Text">The statement.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Slot">The question it answers.</param>
internal sealed record Finding(string Text, MemoryKind Kind, string? Slot)
{
    /// <summary>The former value.</summary>
    public string? Corrects { get; init; }

    /// <summary>Whether the statement no longer holds.</summary>
    public bool Retracts { get; init; }
}
