using ChatMemory.Extraction;
using ChatMemory.Sessions;

namespace ChatMemory.Memories;

/// <summary>What a candidate must have to be considered. What doesn't is dropped: an extractor's slip must not stop the rest of an exchange.</summary>
internal static class CandidateRules
{
    /// <summary>How many candidates of one exchange are looked at.</summary>
    public const int MaxCandidates = 1_000;

    public static bool IsAcceptable(Candidate candidate, LearnFromExchange command) =>
        !string.IsNullOrWhiteSpace(candidate.Text)
        && IsOfPart(candidate, command)
        && MemoryRules.Check(candidate).Count == 0
        && (candidate.Kind == MemoryKind.Episode || HasSource(candidate, command));

    /// <summary>A turn that is longer than a memory may be is cut; what the assistant said is never more than inferred.</summary>
    public static Candidate Shaped(Candidate candidate, LearnFromExchange command) => candidate with
    {
        Text = Cut(candidate.Text),
        Authority = candidate.Provenance.Role == ChatRole.Assistant && candidate.Kind != MemoryKind.Episode ? Authority.Inferred : candidate.Authority,
        Provenance = candidate.Provenance with { Session = command.Session, Exchange = command.Exchange },
    };

    // What was said and what tools returned is taken word for word; everything else is a finding.
    private static bool IsOfPart(Candidate candidate, LearnFromExchange command) =>
        (candidate.Kind is MemoryKind.Episode or MemoryKind.ToolResult) == (command.Part == LearningPart.Episodes);

    private static bool HasSource(Candidate candidate, LearnFromExchange command) =>
        candidate.Provenance.Exchange == command.Exchange
        && candidate.Provenance.Item is not null
        && candidate.Provenance.Span is { Start: >= 0, Length: > 0 };

    private static string Cut(string text)
    {
        if (text.Length <= Memory.MaxTextLength)
            return text;
        var end = char.IsHighSurrogate(text[Memory.MaxTextLength - 1]) ? Memory.MaxTextLength - 1 : Memory.MaxTextLength;
        return text[..end];
    }
}
