using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Keys;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Sessions;

/// <summary>What a session works with; the same for all sessions of a host.</summary>
/// <param name="Journals">Where it is kept.</param>
/// <param name="Model">Who answers.</param>
/// <param name="Host">The way to its owner's memory.</param>
/// <param name="Extractions">Is told of completed exchanges.</param>
/// <param name="Options">Its bounds.</param>
/// <param name="Time">The clock.</param>
/// <param name="Ids">Names its exchanges.</param>
/// <param name="Log">Never gets text, ids or keys.</param>
public sealed record SessionServices(
    IJournalStore Journals,
    IChatClient Model,
    IChatMemoryHost Host,
    IExtractionQueue Extractions,
    SessionOptions Options,
    TimeProvider Time,
    IIdSource Ids,
    ILogger<ChatSessionActor> Log)
{
    /// <summary>Is told what the model counts; null when nobody asks.</summary>
    public ITokenMeter? Tokens { get; init; }

    /// <summary>The exchanges that run on this host.</summary>
    internal RunningExchanges Running { get; } = new(Options);
}
