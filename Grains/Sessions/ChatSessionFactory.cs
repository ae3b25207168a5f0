using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Sessions;

internal sealed class ChatSessionFactory(
    IJournalStore journals,
    IChatClient model,
    IChatMemoryHost host,
    IExtractionQueue extractions,
    IOptions<SessionOptions> options,
    TimeProvider time,
    IIdSource ids,
    ILogger<ChatSessionActor> log,
    ITokenMeter? tokens = null) : IChatSessionFactory
{
    private readonly SessionServices _services = new(journals, model, host, extractions, options.Value, time, ids, log)
    {
        Tokens = tokens,
    };

    public ChatSessionActor Create(SessionKey key) => new(key, _services);
}
