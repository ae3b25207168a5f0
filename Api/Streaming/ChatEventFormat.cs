using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Streaming;

/// <summary>The event names on the wire, the same words as in each event's <c>type</c>.</summary>
internal static class ChatEventFormat
{
    public static void Write(EventWriter writer, ChatEvent item) => writer.Write(item.Number, Name(item), item);

    public static void Write(EventWriter writer, MemoryFeedEvent item)
    {
        var id = item.Position.ToString();
        switch (item)
        {
            case MemoryFeedEvent.Changed(var change):
                writer.Write(id, Name(change.Kind), change);
                break;
            case MemoryFeedEvent.Erased erased:
                writer.Write(id, "memories.erased"u8, erased);
                break;
        }
    }

    private static ReadOnlySpan<byte> Name(ChatEvent item) => item switch
    {
        ChatEvent.TextDelta => "delta"u8,
        ChatEvent.ExchangeQueued => "exchange.queued"u8,
        ChatEvent.ExchangeStarted => "exchange.started"u8,
        ChatEvent.MemoriesRecalled => "memories.recalled"u8,
        ChatEvent.ToolCalled => "tool.called"u8,
        ChatEvent.ToolResultsAwaited => "tool.results_awaited"u8,
        ChatEvent.ToolResulted => "tool.resulted"u8,
        ChatEvent.ExchangeEnded => "exchange.ended"u8,
        ChatEvent.EventsLost => "events.lost"u8,
        ChatEvent.SessionDeleted => "session.deleted"u8,
        _ => throw new InvalidOperationException("An event of a kind that has no name."),
    };

    private static ReadOnlySpan<byte> Name(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "memory.added"u8,
        ChangeKind.Updated => "memory.updated"u8,
        ChangeKind.Superseded => "memory.superseded"u8,
        ChangeKind.Deleted => "memory.deleted"u8,
        _ => throw new InvalidOperationException("A change of a kind that has no name."),
    };
}
