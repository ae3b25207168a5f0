using ChatMemory.Keys;

namespace ChatMemory.Extraction;

/// <summary>Finds nothing: for operators who keep turns but want no facts drawn from them.</summary>
internal sealed class NoExtractor : IExtractor
{
    public Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>> ExtractAsync(
        ExtractionBatch batch, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>>(new Dictionary<ExchangeId, IReadOnlyList<Candidate>>());
}
