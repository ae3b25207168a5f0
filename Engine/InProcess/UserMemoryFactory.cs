using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

/// <summary>Makes the actors from what the container knows.</summary>
/// <param name="journals">Where memories are kept.</param>
/// <param name="embeddings">Gives texts their vectors.</param>
/// <param name="options">Bounds each user.</param>
/// <param name="recall">Bounds each recall.</param>
/// <param name="time">The clock.</param>
/// <param name="ids">Names what is made.</param>
/// <param name="logger">Where to log.</param>
/// <param name="shared">The index that large users share; null when there is none.</param>
/// <param name="reranker">Orders what recall finds a second time; null when there is none.</param>
public sealed class UserMemoryFactory(
    IJournalStore journals,
    IEmbeddingGenerator<string, Embedding<float>> embeddings,
    IOptions<MemoryOptions> options,
    IOptions<RecallOptions> recall,
    TimeProvider time,
    IIdSource ids,
    ILogger<UserMemoryActor> logger,
    SharedIndex? shared = null,
    IReranker? reranker = null) : IUserMemoryFactory
{
    /// <inheritdoc/>
    public IUserMemory Create(UserKey key) => new UserMemoryActor(key, journals, embeddings, options.Value, recall.Value, time, ids, logger, shared, reranker);
}
