using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

/// <summary>Finds what is worth remembering in completed exchanges. Has no state and no effect; may be called again for the same exchange.</summary>
public interface IExtractor
{
    /// <summary>Reads a batch of exchanges of one session.</summary>
    /// <returns>The candidates of each exchange; an exchange without an entry had nothing to remember.</returns>
    /// <exception cref="ChatMemoryException">The extractor failed; transient says whether another try may help.</exception>
    Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>> ExtractAsync(
        ExtractionBatch batch, CancellationToken cancellationToken = default);
}

/// <summary>Exchanges to extract from together.</summary>
/// <param name="Session">The session they belong to.</param>
/// <param name="Exchanges">Oldest first, at least one.</param>
/// <param name="Recalled">The texts of the memories that the model was given in these exchanges: what only echoes them is not proposed.</param>
public sealed record ExtractionBatch(SessionId Session, IReadOnlyList<PendingExtraction> Exchanges, IReadOnlyList<string> Recalled);
