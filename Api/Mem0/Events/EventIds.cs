using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Events;

/// <summary>The ids of events: an event is an exchange, and its id leads to the session's journal.</summary>
internal static class EventIds
{
    public static Guid Of(long epoch, ExchangeId exchange) => EpochUuid.Of(epoch, exchange.Value);
}

/// <summary>Where an event stands.</summary>
internal static class EventStatus
{
    public const string Pending = "PENDING";
    public const string Running = "RUNNING";
    public const string Succeeded = "SUCCEEDED";
    public const string Failed = "FAILED";
}
