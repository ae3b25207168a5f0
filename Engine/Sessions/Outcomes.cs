using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>What became of <see cref="IChatSession.StartAsync"/> or <see cref="IChatSession.RecordAsync"/>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Accepted), "accepted")]
[JsonDerivedType(typeof(Busy), "busy")]
[JsonDerivedType(typeof(QueueFull), "queue_full")]
[JsonDerivedType(typeof(KeyReused), "key_reused")]
[JsonDerivedType(typeof(NotNewest), "not_newest")]
[JsonDerivedType(typeof(NoSession), "no_session")]
[JsonDerivedType(typeof(UnknownCall), "unknown_call")]
public abstract record StartOutcome
{
    private StartOutcome()
    {
    }

    /// <summary>The exchange is durable.</summary>
    /// <param name="Exchange">Its id.</param>
    /// <param name="FirstEvent">The number of its first event: follow after the one before it.</param>
    /// <param name="Duplicate">Whether an earlier call with the same idempotency key began it.</param>
    /// <param name="Epoch">The epoch of the session's journal.</param>
    public sealed record Accepted(
        ExchangeId Exchange, long FirstEvent, bool Duplicate,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long Epoch = 0) : StartOutcome;

    /// <summary>Another exchange runs and the caller did not choose to queue.</summary>
    /// <param name="Running">The exchange that runs.</param>
    public sealed record Busy(ExchangeId Running) : StartOutcome;

    /// <summary>As many exchanges wait as may.</summary>
    /// <param name="Limit">How many may.</param>
    public sealed record QueueFull(int Limit) : StartOutcome;

    /// <summary>The idempotency key began an exchange with another input.</summary>
    /// <param name="Exchange">That exchange.</param>
    public sealed record KeyReused(ExchangeId Exchange) : StartOutcome;

    /// <summary>The exchange that was to be the newest is not.</summary>
    public sealed record NotNewest : StartOutcome;

    /// <summary>There is no session of the epoch that was asked for.</summary>
    public sealed record NoSession : StartOutcome;

    /// <summary>A tool's result answers a call that the session does not have.</summary>
    public sealed record UnknownCall : StartOutcome;
}

/// <summary>What became of <see cref="IChatSession.RemoveAsync"/>.</summary>
public enum RemoveOutcome
{
    /// <summary>It is deleted, with its text.</summary>
    Removed,

    /// <summary>There is no such exchange, or it has no such item.</summary>
    NotFound,

    /// <summary>The exchange has not ended: cancel it first.</summary>
    NotEnded,
}

/// <summary>What became of <see cref="IChatSession.SubmitToolResultsAsync"/>.</summary>
public enum SubmitOutcome
{
    /// <summary>The results are durable. Repeating the same results is accepted too.</summary>
    Accepted,

    /// <summary>There is no such exchange.</summary>
    NotFound,

    /// <summary>The exchange does not wait for tool results.</summary>
    NotAwaited,

    /// <summary>A result names a call that the exchange does not have or that another output has answered.</summary>
    UnknownCall,
}

/// <summary>What became of <see cref="IChatSession.CancelAsync"/>.</summary>
public enum CancelOutcome
{
    /// <summary>It is cancelled now.</summary>
    Cancelled,

    /// <summary>It had ended before.</summary>
    AlreadyEnded,

    /// <summary>There is no such exchange.</summary>
    NotFound,
}

/// <summary>What became of <see cref="IChatSession.RetryExtractionAsync"/>.</summary>
public enum RetryOutcome
{
    /// <summary>It is in the outbox again.</summary>
    Requeued,

    /// <summary>There is no such exchange.</summary>
    NotFound,

    /// <summary>Its extraction has not failed.</summary>
    NotFailed,
}
