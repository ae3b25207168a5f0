using ChatMemory.Cluster.Wire;
using ChatMemory.Extraction;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace ChatMemory.Cluster.Extraction;

/// <summary>Runs the extractor of its node. How many run at once is decided by the pool that calls it, not here.</summary>
[StatelessWorker(MostOnANode), GrainType("extraction")]
internal sealed class ExtractionWorkerGrain([FromKeyedServices(GrainExtractor.Local)] IExtractor extractor) : Grain, IExtractionWorkerGrain
{
    // As many as ExtractionOptions.Concurrency can be set to.
    private const int MostOnANode = 1_000;

    public async Task<IReadOnlyList<ExtractedFrom>> ExtractAsync(ExtractionBatch batch, CancellationToken cancellationToken)
    {
        var found = await extractor.ExtractAsync(batch, cancellationToken);
        return WireList.Of(found.Select(entry => new ExtractedFrom(entry.Key, entry.Value)));
    }
}
