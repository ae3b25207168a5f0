using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction.Pool;

/// <summary>Holds every extractor to its contract: a candidate without a place in its exchange where it was said does not pass.</summary>
internal static class Grounding
{
    /// <summary>The most candidates that one exchange may give.</summary>
    public const int MaxCandidates = 64;

    /// <summary>Those candidates that may become memories.</summary>
    public static IReadOnlyList<Candidate> Grounded(this IEnumerable<Candidate> candidates, Exchange exchange) =>
        [.. candidates.Where(candidate => IsStatement(candidate) && Quotes(candidate.Provenance, exchange)).Take(MaxCandidates)];

    private static bool IsStatement(Candidate candidate) =>
        !string.IsNullOrWhiteSpace(candidate.Text) && candidate.Text.Length <= Memory.MaxTextLength;

    private static bool Quotes(Provenance provenance, Exchange exchange) =>
        provenance.Exchange == exchange.Id
        && provenance is { Item: { } item, Span: { Start: >= 0, Length: > 0 } span }
        && exchange.Spoken().FirstOrDefault(placed => placed.Index == item) is { Message: { } message }
        && message.Role == provenance.Role
        && span.Start <= message.Text.Length - span.Length;
}
