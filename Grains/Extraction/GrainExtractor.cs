using ChatMemory.Extraction;
using ChatMemory.Keys;

namespace ChatMemory.Cluster.Extraction;

/// <summary>
/// What the engine's pool calls in the cluster: the extractor in a worker grain, which runs on the same node unless that node has
/// none. Fairness, bounds, retries and order stay the pool's.
/// </summary>
internal sealed class GrainExtractor(IGrainFactory grains) : IExtractor
{
    /// <summary>The key under which the extractor itself is registered.</summary>
    public const string Local = "local";

    public async Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>> ExtractAsync(
        ExtractionBatch batch, CancellationToken cancellationToken = default)
    {
        var found = await grains.GetGrain<IExtractionWorkerGrain>(0).ExtractAsync(batch, cancellationToken);
        return found.ToDictionary(it => it.Exchange, it => it.Candidates);
    }
}
