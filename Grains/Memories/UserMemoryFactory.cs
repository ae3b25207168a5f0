using ChatMemory.InProcess;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Memories;

internal sealed class UserMemoryFactory(
    IJournalStore journals,
    IEmbeddingGenerator<string, Embedding<float>> embeddings,
    IOptions<MemoryOptions> memories,
    IOptions<RecallOptions> recall,
    TimeProvider time,
    IIdSource ids,
    ILogger<UserMemoryActor> log) : IUserMemoryFactory
{
    public IUserMemory Create(UserKey key) => new UserMemoryActor(key, journals, embeddings, memories.Value, recall.Value, time, ids, log);
}
