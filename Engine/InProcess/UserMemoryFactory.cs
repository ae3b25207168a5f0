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
internal sealed class UserMemoryFactory(
    IJournalStore journals,
    IEmbeddingGenerator<string, Embedding<float>> embeddings,
    IOptions<MemoryOptions> options,
    IOptions<RecallOptions> recall,
    TimeProvider time,
    IIdSource ids,
    ILogger<UserMemoryActor> logger,
    SharedIndex? shared = null) : IUserMemoryFactory
{
    public IUserMemory Create(UserKey key) => new UserMemoryActor(key, journals, embeddings, options.Value, recall.Value, time, ids, logger, shared);
}
