using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>One numbered item of an exchange as a client sees it.</summary>
/// <remarks>An event's number is the sequence of its record in the session's journal: it grows within the session, not always by 1.</remarks>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ExchangeQueued), "exchange.queued")]
[JsonDerivedType(typeof(ExchangeStarted), "exchange.started")]
[JsonDerivedType(typeof(MemoriesRecalled), "memories.recalled")]
[JsonDerivedType(typeof(TextDelta), "delta")]
[JsonDerivedType(typeof(ToolCalled), "tool.called")]
[JsonDerivedType(typeof(ToolResultsAwaited), "tool.results_awaited")]
[JsonDerivedType(typeof(ToolResulted), "tool.resulted")]
[JsonDerivedType(typeof(ExchangeEnded), "exchange.ended")]
[JsonDerivedType(typeof(EventsLost), "events.lost")]
[JsonDerivedType(typeof(SessionDeleted), "session.deleted")]
public abstract record ChatEvent
{
    private ChatEvent()
    {
    }

    /// <summary>The event's number: what <see cref="FollowSession.After"/> and <c>Last-Event-ID</c> take.</summary>
    public required long Number { get; init; }

    /// <summary>The exchange it belongs to.</summary>
    public required ExchangeId Exchange { get; init; }

    /// <summary>The exchange waits for those before it.</summary>
    public sealed record ExchangeQueued : ChatEvent;

    /// <summary>The exchange has begun.</summary>
    public sealed record ExchangeStarted : ChatEvent;

    /// <summary>Recall has ended, well or not: what the model is given.</summary>
    /// <param name="Recall">What and why.</param>
    public sealed record MemoriesRecalled(RecallNote Recall) : ChatEvent;

    /// <summary>The answer goes on.</summary>
    /// <param name="Text">What to append to the text so far.</param>
    public sealed record TextDelta(string Text) : ChatEvent;

    /// <summary>The model asks for a function to be called.</summary>
    /// <param name="Call">The whole call.</param>
    public sealed record ToolCalled(ChatItem.ToolCall Call) : ChatEvent;

    /// <summary>The model has ended its turn and goes on when the results of its calls are there.</summary>
    /// <param name="CallIds">The calls to answer.</param>
    public sealed record ToolResultsAwaited(IReadOnlyList<string> CallIds) : ChatEvent;

    /// <summary>A function's result has arrived.</summary>
    /// <param name="Result">The result.</param>
    public sealed record ToolResulted(ChatItem.ToolResult Result) : ChatEvent;

    /// <summary>The exchange's last event.</summary>
    /// <param name="Status">How it ended.</param>
    /// <param name="Reason">Why, when it did not complete.</param>
    /// <param name="Usage">What the model counted, where it said so.</param>
    public sealed record ExchangeEnded(ExchangeStatus Status, EndReason? Reason = null, TokenUsage? Usage = null) : ChatEvent;

    /// <summary>
    /// Events that this follower saw, or should have seen, are not stored: a crash of the machine took them. What was shown after
    /// <paramref name="From"/> is not part of the exchange's text.
    /// </summary>
    /// <param name="From">The first number that is lost.</param>
    /// <param name="To">The last number that is lost.</param>
    public sealed record EventsLost(long From, long To) : ChatEvent;

    /// <summary>The session was deleted while it was followed; nothing follows.</summary>
    public sealed record SessionDeleted : ChatEvent;
}
