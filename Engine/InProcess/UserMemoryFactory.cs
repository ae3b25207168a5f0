using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Embeddings;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

/// <summary>Makes the actors from what the container knows.</summary>
/// <param name="journals">Where memories are kept.</param>
/// <param name="models">Give texts their vectors.</param>
/// <param name="options">Bounds each user.</param>
/// <param name="recall">Bounds each recall.</param>
/// <param name="time">The clock.</param>
/// <param name="ids">Names what is made.</param>
/// <param name="logger">Where to log.</param>
/// <param name="shared">The index that large users share; null when there is none.</param>
/// <param name="reranker">Orders what recall finds a second time; null when there is none.</param>
public sealed class UserMemoryFactory(
    IJournalStore journals,
    IEmbeddingModels models,
    IOptions<MemoryOptions> options,
    IOptions<RecallOptions> recall,
    TimeProvider time,
    IIdSource ids,
    ILogger<UserMemoryActor> logger,
    SharedIndex? shared = null,
    IReranker? reranker = null) : IUserMemoryFactory, IDisposable
{
    private readonly RebuildTurns _turns = new(options.Value.RebuildsAtOnce);
    private readonly TenantCounts _tenants = new(options.Value, journals, time);

    /// <inheritdoc/>
    public IUserMemory Create(UserKey key) =>
        new UserMemoryActor(key, journals, models, options.Value, recall.Value, time, ids, logger, shared, reranker, _turns, _tenants);

    /// <inheritdoc/>
    public void Dispose() => _turns.Dispose();
}
