using System.Text.Json;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>Where an exchange stands.</summary>
public enum ExchangeStatus
{
    /// <summary>It waits for those before it.</summary>
    Queued,

    /// <summary>It runs, or waits for tool results.</summary>
    Started,

    /// <summary>The model ended its answer itself. Only this teaches.</summary>
    Completed,

    /// <summary>The answer was cut: by length, deadline, a lost connection to the model, or a crash.</summary>
    Incomplete,

    /// <summary>The model refused or failed.</summary>
    Failed,

    /// <summary>The caller cancelled it.</summary>
    Cancelled,
}

/// <summary>Why an exchange did not complete.</summary>
/// <param name="Code">A stable word: <c>length</c>, <c>content_filter</c>, <c>deadline</c>, <c>interrupted</c> (the server stopped),
/// <c>model_cut_off</c>, <c>model_stalled</c>, <c>model_error</c>, <c>model_unavailable</c>, <c>model_rejected</c>, <c>model_garbled</c>,
/// <c>answer_too_long</c>, <c>cancelled</c>, <c>tool_results_missing</c>.</param>
/// <param name="Message">A sentence for people, without user text.</param>
/// <param name="Retryable">Whether the same exchange may go better if begun again.</param>
public sealed record EndReason(string Code, string Message, bool Retryable);

/// <summary>What a model counted.</summary>
/// <param name="InputTokens">Tokens of the prompt.</param>
/// <param name="OutputTokens">Tokens of the answer.</param>
public sealed record TokenUsage(long InputTokens, long OutputTokens);

/// <summary>One user input and what became of it.</summary>
public sealed record Exchange
{
    /// <summary>Its id.</summary>
    public required ExchangeId Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required ExchangeStatus Status { get; init; }

    /// <summary>What was said to the model: the caller's input.</summary>
    public required IReadOnlyList<ChatItem> Input { get; init; }

    /// <summary>What came of it so far, in order: answer texts, tool calls, tool results.</summary>
    public required IReadOnlyList<ChatItem> Output { get; init; }

    /// <summary>When it was accepted, or, for a recorded one, when it was said.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null while it has not.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it did not complete.</summary>
    public EndReason? Reason { get; init; }

    /// <summary>What the model counted, where it said so.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The model that answered.</summary>
    public string? Model { get; init; }

    /// <summary>What was recalled for it; null when recall was off or has not ended.</summary>
    public RecallNote? Recall { get; init; }

    /// <summary>What memory did with it.</summary>
    public required ExtractionState Extraction { get; init; }

    /// <summary>The number of its first event.</summary>
    public required long FirstEvent { get; init; }

    /// <summary>The number of its newest event.</summary>
    public required long LastEvent { get; init; }

    /// <summary>What its caller wanted kept with it; null when nothing.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }
}

/// <summary>How recall went for an exchange.</summary>
public enum RecallStatus
{
    /// <summary>It was not asked for.</summary>
    Off,

    /// <summary>In time and whole.</summary>
    Complete,

    /// <summary>In time, but not all was searched, or what this session completed before is not all learned yet.</summary>
    Partial,

    /// <summary>The time budget ended first; the answer goes on without memories.</summary>
    Late,

    /// <summary>It failed; the answer goes on without memories.</summary>
    Failed,
}

/// <summary>What recall gave to the model for one exchange. Holds ids, not texts: a memory that is deleted leaves nothing here.</summary>
/// <param name="Status">How it went.</param>
/// <param name="Memories">Which memories, best first.</param>
/// <param name="Tokens">How long they are together.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record RecallNote(RecallStatus Status, IReadOnlyList<RecalledRef> Memories, int Tokens, double Milliseconds);

/// <summary>Names a memory that was given to the model.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Version">The version of its text.</param>
/// <param name="Score">How well it fitted.</param>
/// <param name="Why">What the score was made of; null where it was not noted yet.</param>
public sealed record RecalledRef(MemoryId Memory, int Version, float Score, RecallReasons? Why = null);

/// <summary>What a score was made of, in figures alone: the words that matched are not kept. Null where a part did not count.</summary>
/// <param name="Semantic">Cosine of the vectors.</param>
/// <param name="Lexical">BM25 of the words.</param>
/// <param name="Context">BM25 of the turns next to it.</param>
/// <param name="Time">Whether it is of the time that the question names.</param>
/// <param name="Speaker">Whether it was said by whom the question names.</param>
/// <param name="Pinned">True when it was pinned.</param>
public sealed record RecallReasons(
    float? Semantic = null, float? Lexical = null, float? Context = null, bool? Time = null, bool? Speaker = null, bool? Pinned = null);

/// <summary>Where the extraction of an exchange stands.</summary>
public enum ExtractionStatus
{
    /// <summary>Nothing will be learned: it did not complete, or the caller asked for none.</summary>
    None,

    /// <summary>It is in the outbox.</summary>
    Pending,

    /// <summary>It is done.</summary>
    Settled,

    /// <summary>All tries failed; <see cref="IChatSession.RetryExtractionAsync"/> puts it back.</summary>
    Failed,
}

/// <summary>What memory did with an exchange.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="Error">Why the last try failed, without user text.</param>
/// <param name="Changed">How many memories were added, changed or ended.</param>
public sealed record ExtractionState(ExtractionStatus Status, int Attempts = 0, string? Error = null, int Changed = 0);

/// <summary>A completed exchange whose extraction is due.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="UserEpoch">The epoch of the user's memory when the session was opened: what is learned for an earlier epoch is refused.</param>
/// <param name="Memory">What memory is to do with it.</param>
/// <param name="Attempts">Tries so far.</param>
/// <param name="Before">The exchanges just before it, oldest first, as context for the extractor; never learned from themselves.</param>
/// <param name="Trace">The trace that the exchange began in (W3C traceparent), so that its extraction joins it; null when it was not traced.</param>
public sealed record PendingExtraction(
    Exchange Exchange, long UserEpoch, MemoryUse Memory, int Attempts, IReadOnlyList<Exchange> Before, string? Trace = null);

/// <summary>How a try to extract ended.</summary>
/// <param name="Exchange">The exchange.</param>
/// <param name="Changed">How many memories were added, changed or ended; 0 when it failed.</param>
/// <param name="Error">Why it failed, without user text; null when it succeeded.</param>
/// <param name="Final">When it failed: whether there will be no further try by itself.</param>
/// <param name="RetryAfter">When it failed and is not final: how long to wait before the next try.</param>
public sealed record ExtractionReport(
    ExchangeId Exchange, int Changed = 0, string? Error = null, bool Final = false, TimeSpan? RetryAfter = null);

/// <summary>A session in a few figures.</summary>
/// <param name="Session">Its id.</param>
/// <param name="CreatedAt">When it was opened.</param>
/// <param name="UpdatedAt">When it last changed.</param>
/// <param name="Exchanges">How many exchanges it has.</param>
/// <param name="Running">The exchange that runs.</param>
/// <param name="Queued">Those that wait, in order.</param>
/// <param name="PendingExtractions">How many completed exchanges are not learned yet.</param>
/// <param name="LastEvent">The number of the newest event.</param>
/// <param name="Title">The first words of its first user message, at most 80 characters.</param>
public sealed record SessionStatus(
    SessionId Session,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    int Exchanges,
    ExchangeId? Running,
    IReadOnlyList<ExchangeId> Queued,
    int PendingExtractions,
    long LastEvent,
    string? Title)
{
    /// <summary>The epoch of its journal: distinguishes it from an earlier session of the same id.</summary>
    public long Epoch { get; init; }

    /// <summary>What a caller wanted kept with it; null when nothing.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }
}

/// <summary>A page of exchanges in the order in which they were accepted.</summary>
/// <param name="Exchanges">The exchanges.</param>
/// <param name="HasMore">Whether there are more in the direction that was read.</param>
public sealed record TranscriptPage(IReadOnlyList<Exchange> Exchanges, bool HasMore);
