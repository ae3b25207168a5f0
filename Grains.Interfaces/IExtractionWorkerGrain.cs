using ChatMemory.Extraction;

namespace ChatMemory.Cluster;

/// <summary>Runs the extractor. It has no state, so every node has as many of it as it has extractions under way.</summary>
[Alias("chat-memory.extraction")]
public interface IExtractionWorkerGrain : IGrainWithIntegerKey
{
    /// <summary>The longest that an extraction may be configured to take in a cluster, in seconds.</summary>
    const int LongestSeconds = 180;

    /// <summary>Reads a batch, as <see cref="IExtractor.ExtractAsync"/> does.</summary>
    /// <returns>What was found in each exchange that had something.</returns>
    [ResponseTimeout("00:03:10")]
    Task<IReadOnlyList<ExtractedFrom>> ExtractAsync(ExtractionBatch batch, CancellationToken cancellationToken = default);
}

/// <summary>What an extractor found in one exchange.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Candidates">What it found.</param>
public sealed record ExtractedFrom(Keys.ExchangeId Exchange, IReadOnlyList<Candidate> Candidates);
