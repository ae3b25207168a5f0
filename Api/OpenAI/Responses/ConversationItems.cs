using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>An item of a conversation with its name and where it stands.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Item">The item.</param>
/// <param name="Status">Where it stands.</param>
internal sealed record ConversationItem(ItemId Id, ChatItem Item, string Status);

/// <summary>Reads exchanges as the items that this wire shows.</summary>
internal static class ConversationItems
{
    /// <summary>What the caller gave.</summary>
    public static IEnumerable<ConversationItem> Inputs(long epoch, Exchange exchange) =>
        from placed in exchange.Input.Index().Skip(Repeated(exchange))
        where ItemJson.IsShown(placed.Item)
        select new ConversationItem(new(epoch, exchange.Id, placed.Index, IsOutput: false), placed.Item, "completed");

    /// <summary>Both what the caller gave and what came of it.</summary>
    public static IEnumerable<ConversationItem> All(long epoch, Exchange exchange)
    {
        var view = ResponseView.Of(epoch, exchange, "");
        return Inputs(epoch, exchange).Concat(
            from placed in exchange.Output.Index()
            where ItemJson.IsShown(placed.Item)
            select new ConversationItem(new(epoch, exchange.Id, placed.Index, IsOutput: true), placed.Item, view.StatusOf(placed.Index)));
    }

    /// <summary>One item; null when there is none.</summary>
    public static ChatItem? Find(Exchange exchange, ItemId id) =>
        (id.IsOutput ? exchange.Output : exchange.Input).ElementAtOrDefault(id.Place) is { } item && ItemJson.IsShown(item) ? item : null;

    // The calls that the input answers stand before it; they are items of the exchange that made them.
    private static int Repeated(Exchange exchange) =>
        exchange.Properties?.TryGetValue(ResponseView.ItemsProperty, out var given) == true && given.TryGetInt32(out var items)
            ? Math.Max(0, exchange.Input.Count - items)
            : 0;
}
