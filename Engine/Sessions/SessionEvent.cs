using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>One record of a session's journal. The form of each is frozen: a field may be added, never renamed or removed.</summary>
/// <remarks>Exchanges are named by their place in the session, counted from 0, so that a delta's record stays small.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "t")]
[JsonDerivedType(typeof(Opened), "opened")]
[JsonDerivedType(typeof(Described), "described")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Begun), "begun")]
[JsonDerivedType(typeof(Recalled), "recalled")]
[JsonDerivedType(typeof(Delta), "d")]
[JsonDerivedType(typeof(Item), "item")]
[JsonDerivedType(typeof(ResultsAwaited), "awaits")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Removed), "removed")]
[JsonDerivedType(typeof(ExtractionRequested), "x_requested")]
[JsonDerivedType(typeof(ExtractionTried), "x_tried")]
[JsonDerivedType(typeof(ExtractionSettled), "x_settled")]
[JsonDerivedType(typeof(ExtractionFailed), "x_failed")]
internal abstract record SessionEvent
{
    private SessionEvent()
    {
    }

    /// <summary>The session's first record.</summary>
    internal sealed record Opened(long UserEpoch, DateTimeOffset At) : SessionEvent;

    /// <summary>What the session is about, instead of what was said of it before.</summary>
    internal sealed record Described(IReadOnlyDictionary<string, JsonElement> Properties, DateTimeOffset At) : SessionEvent;

    /// <summary>An exchange is taken in; its number is how many there were before.</summary>
    internal sealed record Accepted(ExchangeId Id, IReadOnlyList<ChatItem> Input, DateTimeOffset At, bool Queued) : SessionEvent
    {
        public DateTimeOffset? Deadline { get; init; }

        /// <summary>Whether the conversation before it came with the command and is not stored: it cannot be begun after a restart.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool OwnContext { get; init; }

        public ModelRequest? Model { get; init; }

        public MemoryUse? Memory { get; init; }

        public string? Key { get; init; }

        public string? Fingerprint { get; init; }

        /// <summary>The trace that it began in (W3C traceparent), for what is done later.</summary>
        public string? Trace { get; init; }

        /// <summary>Whether an answer that calls tools ends it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool EndsAtCalls { get; init; }

        /// <summary>How many of the input's first items memory is not told.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public int SaidBefore { get; init; }

        public IReadOnlyDictionary<string, JsonElement>? Properties { get; init; }
    }

    internal abstract record OfExchange([property: JsonPropertyName("n"), JsonPropertyOrder(-1)] int N) : SessionEvent;

    /// <summary>A queued exchange's turn has come.</summary>
    internal sealed record Begun(int N) : OfExchange(N);

    internal sealed record Recalled(int N, RecallNote Note) : OfExchange(N);

    internal sealed record Delta(int N, [property: JsonPropertyName("x")] string Text) : OfExchange(N);

    /// <summary>A tool call, a tool's result, or a whole message of a recorded exchange.</summary>
    internal sealed record Item(int N, [property: JsonPropertyName("item")] ChatItem Value) : OfExchange(N);

    internal sealed record ResultsAwaited(int N, IReadOnlyList<string> CallIds, TokenUsage? Usage = null) : OfExchange(N);

    internal sealed record Ended(
        int N, ExchangeStatus Status, DateTimeOffset At, EndReason? Reason = null, TokenUsage? Usage = null, string? Model = null)
        : OfExchange(N);

    /// <summary>The exchange was deleted, or one item of it; the append of this record takes the text out of the records before.</summary>
    internal sealed record Removed(int N, DateTimeOffset At, int? Place = null) : OfExchange(N);

    /// <summary>The outbox: first with the completion, and again when a failed extraction is put back.</summary>
    internal sealed record ExtractionRequested(int N) : OfExchange(N);

    internal sealed record ExtractionTried(int N, string Error, DateTimeOffset RetryAt) : OfExchange(N);

    internal sealed record ExtractionSettled(int N, int Changed) : OfExchange(N);

    internal sealed record ExtractionFailed(int N, string Error) : OfExchange(N);
}
