namespace ChatMemory.Sessions;

/// <summary>Shows the journal's records as a follower sees them.</summary>
internal static class ChatEvents
{
    public static bool IsShown(SessionEvent record) => record is
        SessionEvent.Accepted or SessionEvent.Begun or SessionEvent.Recalled or SessionEvent.Delta or SessionEvent.Item
        or SessionEvent.ResultsAwaited or SessionEvent.Ended;

    /// <summary>The event of a record that is part of <paramref name="session"/>; null when followers do not see it.</summary>
    public static ChatEvent? Of(ChatSession session, long number, SessionEvent record)
    {
        if (record is SessionEvent.Accepted accepted && session.PlaceOf(accepted.Id) is not null)
        {
            return accepted.Queued
                ? new ChatEvent.ExchangeQueued { Number = number, Exchange = accepted.Id }
                : new ChatEvent.ExchangeStarted { Number = number, Exchange = accepted.Id };
        }

        if (record is not SessionEvent.OfExchange of || session[of.N].IsRemoved)
            return null;
        var id = session[of.N].Id;
        return of switch
        {
            SessionEvent.Begun => new ChatEvent.ExchangeStarted { Number = number, Exchange = id },
            SessionEvent.Recalled it => new ChatEvent.MemoriesRecalled(it.Note) { Number = number, Exchange = id },
            SessionEvent.Delta it => new ChatEvent.TextDelta(it.Text) { Number = number, Exchange = id },
            SessionEvent.Item it => Of(it.Value, number, id),
            SessionEvent.ResultsAwaited it => new ChatEvent.ToolResultsAwaited(it.CallIds) { Number = number, Exchange = id },
            SessionEvent.Ended it => new ChatEvent.ExchangeEnded(it.Status, it.Reason, it.Usage) { Number = number, Exchange = id },
            _ => null,
        };
    }

    private static ChatEvent Of(ChatItem item, long number, Keys.ExchangeId id) => item switch
    {
        ChatItem.ToolCall call => new ChatEvent.ToolCalled(call) { Number = number, Exchange = id },
        ChatItem.ToolResult result => new ChatEvent.ToolResulted(result) { Number = number, Exchange = id },
        ChatItem.Message message => new ChatEvent.TextDelta(message.Text) { Number = number, Exchange = id },
        _ => throw new InvalidOperationException("An item of an unknown kind."),
    };
}
