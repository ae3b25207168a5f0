using System.Text.Json;

namespace ChatMemory.Sessions;

/// <content>What a session decides about its description and about what is deleted of it.</content>
internal sealed partial class ChatSession
{
    public SessionDecision<bool> Describe(IReadOnlyDictionary<string, JsonElement> properties, DateTimeOffset now) =>
        new(true, [.. Sequence == 0 ? Open(now) : [], new SessionEvent.Described(properties, now)]);

    public SessionDecision<RemoveOutcome> Remove(RemoveExchange command, DateTimeOffset now)
    {
        if (PlaceOf(command.Exchange) is not { } place)
            return new(RemoveOutcome.NotFound);
        var exchange = _exchanges[place];
        if (!exchange.HasEnded)
            return new(RemoveOutcome.NotEnded);
        if (command.Item is { } item && !HasItem(exchange.View(), item))
            return new(RemoveOutcome.NotFound);

        var unlearned = command.Item is null && _pending.Contains(place);
        return new(RemoveOutcome.Removed,
        [
            .. unlearned ? [new SessionEvent.ExtractionSettled(place, Changed: 0)] : Array.Empty<SessionEvent>(),
            new SessionEvent.Removed(place, now, command.Item),
            .. CopiesOfCalls(place, command.Item).Select(copy => new SessionEvent.Removed(copy.Exchange, now, copy.Item)),
        ]);
    }

    // Calls are kept a second time with the results that answer them.
    private IEnumerable<(int Exchange, int Item)> CopiesOfCalls(int place, int? item)
    {
        var said = _exchanges[place].View();
        var calls = said.Input.Concat(said.Output).Where((_, at) => item is null || at == item).OfType<ChatItem.ToolCall>().ToHashSet();
        return
            from later in Enumerable.Range(place + 1, calls.Count == 0 ? 0 : _exchanges.Count - place - 1)
            from input in _exchanges[later].View().Input.Index()
            where input.Item is ChatItem.ToolCall call && calls.Contains(call)
            select (later, input.Index);
    }

    private static bool HasItem(Exchange exchange, int place) =>
        exchange.Input.Concat(exchange.Output).ElementAtOrDefault(place) is { } item && place >= 0 && !Removal.IsBlank(item);
}
