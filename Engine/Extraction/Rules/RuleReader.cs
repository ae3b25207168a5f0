using ChatMemory.Memories;

namespace ChatMemory.Extraction.Rules;

/// <summary>Reads one message of the user: sentence by sentence, clause by clause.</summary>
internal sealed class RuleReader
{
    private static readonly ClausePattern Person = Patterns.Compile("my (?<person>{relation}(,? \\p{L}[\\p{L}\\p{M}'’-]*)??),? (is|has|lives|works|loves|likes|hates|turns|studies|plays|moved|got|just|was|and|also|used) .*");
    private static readonly ClausePattern Pronoun = Patterns.Compile("(?<pronoun>she|he|they) (?<rest>.+)");
    private static readonly ClausePattern SharedVerb = Patterns.Compile("(lives|works|is|has|loves|hates|studies|teaches) .+");
    private static readonly ClausePattern NotButHead = Patterns.Compile("(?<head>.+ (is|am|in|at|called|named|to|for)) not {old}");
    private static readonly ClausePattern NotThat = Patterns.Compile("(?<main>.+?), (and )?not {old}");

    private readonly HashSet<string> _spoken = new(StringComparer.Ordinal);
    private string? _person;

    /// <summary>What a message says, with the spans that say it.</summary>
    /// <param name="text">The message.</param>
    /// <param name="before">What the assistant said just before; null when it said nothing.</param>
    public static IEnumerable<(Finding Finding, TextSpan Span)> Read(string text, string? before)
    {
        if (before is not null && ShortAnswers.Spell(before, text) is { } spelt)
        {
            var start = text.Length - text.TrimStart().Length;
            return Read(new(start, text.Trim(), Wording.Plain(spelt)));
        }

        var reader = new RuleReader();
        return Sentences.Of(OwnWords.Of(text)).SelectMany(reader.ReadSentence).ToList();
    }

    private static List<(Finding Finding, TextSpan Span)> Read(Clause clause) => [.. new RuleReader().ReadClause(clause)];

    private List<(Finding Finding, TextSpan Span)> ReadSentence(Sentence sentence)
    {
        var found = new List<(Finding, TextSpan)>();
        var clauses = Clauses.Of(sentence).ToList();
        for (var i = 0; i < clauses.Count; i++)
            found.AddRange(ReadClause(i + 1 < clauses.Count && NotBut(clauses[i], clauses[i + 1]) is { } joined ? joined : clauses[i]));
        return found;
    }

    private IEnumerable<(Finding Finding, TextSpan Span)> ReadClause(Clause clause)
    {
        var resolved = Resolve(clause);
        var found = Requests.Read(resolved, _spoken) ?? Corrected(resolved) ?? RuleBook.Read(resolved, _spoken);
        if (Person.Match(resolved.Plain) is { Success: true } person)
            _person = person.Groups["person"].Value;
        foreach (var finding in found)
        {
            if (finding.Slot is not null)
                _spoken.Add(finding.Slot);
            yield return (finding with { Corrects = finding.Corrects ?? clause.Former }, new(clause.Start, clause.Text.Length));
        }
    }

    // "my dog's name is Rex, not Max"
    private IReadOnlyList<Finding>? Corrected(Clause clause)
    {
        if (NotThat.Match(clause.Plain) is not { Success: true } match)
            return null;
        var found = RuleBook.Read(clause with { Plain = match.Groups["main"].Value }, _spoken);
        return found.Count == 0 ? null : [.. found.Select(finding => finding with { Corrects = match.Groups["old"].Value })];
    }

    // "my name is not Jon but John" was divided at "but".
    private static Clause? NotBut(Clause first, Clause second)
    {
        const int LongestValue = 4;
        return NotButHead.Match(first.Plain) is { Success: true } match && second.Plain.Split(' ').Length <= LongestValue
            ? first with
            {
                Plain = $"{match.Groups["head"].Value} {second.Plain}",
                Former = match.Groups["old"].Value,
            }
            : null;
    }

    // She, he, they and a verb without a subject speak of the person of the clause before.
    private Clause Resolve(Clause clause)
    {
        if (_person is null)
            return clause;
        if (Pronoun.Match(clause.Plain) is { Success: true } pronoun)
            return clause with { Plain = $"my {_person} {pronoun.Groups["rest"].Value}" };
        return SharedVerb.IsMatch(clause.Plain) ? clause with { Plain = $"my {_person} {clause.Plain}" } : clause;
    }
}
