using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction.Rules;

/// <summary>
/// Finds facts by rules: offline, English, deterministic. Reads only the user's own words; a question of the assistant serves to
/// understand a short answer. What it is not sure of it leaves out: the episodes keep every word anyway.
/// </summary>
internal sealed class RuleExtractor : IExtractor
{
    /// <summary>The <see cref="Provenance.Source"/> of what it finds.</summary>
    public const string Source = "rules";

    private const int LongestMessage = 64 * 1024;

    /// <inheritdoc/>
    public Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>> ExtractAsync(
        ExtractionBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var echo = new EchoGuard(batch.Recalled);
        var found = new Dictionary<ExchangeId, IReadOnlyList<Candidate>>();
        foreach (var pending in batch.Exchanges)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Candidates(batch.Session, pending).Where(candidate => !echo.Echoes(candidate)).ToList() is { Count: > 0 } candidates)
                found[pending.Exchange.Id] = candidates;
        }

        return Task.FromResult<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>>(found);
    }

    private static IEnumerable<Candidate> Candidates(SessionId session, PendingExtraction pending)
    {
        var before = LastAnswer(pending);
        var said = new HashSet<(string, bool)>();
        foreach (var source in Sourcing.Of(session, pending))
        {
            var message = source.Placed.Message;
            if (message.Role is not ChatRole.User)
            {
                before = message.Text;
                continue;
            }

            foreach (var (finding, span) in RuleReader.Read(Pieces.Clip(message.Text, LongestMessage), before))
            {
                if (said.Add((finding.Text, finding.Retracts)))
                    yield return Candidate(source, finding, span);
            }

            before = null;
        }
    }

    private static Candidate Candidate(Sourcing source, Finding finding, TextSpan span) =>
        source.Candidate(finding.Text, finding.Kind, Source, span) with
        {
            Slot = finding.Slot,
            Corrects = finding.Corrects,
            Retracts = finding.Retracts,
        };

    private static string? LastAnswer(PendingExtraction pending) =>
        pending.Before is [.., var last]
        && last.Spoken().LastOrDefault() is { Message: { Role: ChatRole.Assistant } message }
            ? message.Text
            : null;
}
