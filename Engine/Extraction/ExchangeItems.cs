using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction;

/// <summary>A message of an exchange with its place: input and output counted together from 0, as <see cref="Provenance.Item"/> counts.</summary>
/// <param name="Index">Its place.</param>
/// <param name="Message">What was said.</param>
internal readonly record struct PlacedMessage(int Index, ChatItem.Message Message);

/// <summary>Reads the items of an exchange in the order in which provenance counts them.</summary>
internal static class ExchangeItems
{
    /// <summary>All items with their places.</summary>
    public static IEnumerable<(int Index, ChatItem Item)> Items(this Exchange exchange) =>
        exchange.Input.Concat(exchange.Output).Index();

    /// <summary>What the user and the assistant said; the operator's and the developer's instructions are nobody's memory.</summary>
    public static IEnumerable<PlacedMessage> Spoken(this Exchange exchange) =>
        from placed in exchange.Items()
        let message = placed.Item as ChatItem.Message
        where message is { Role: ChatRole.User or ChatRole.Assistant } && !string.IsNullOrWhiteSpace(message.Text)
        select new PlacedMessage(placed.Index, message);

    /// <summary>How far the words of a role are to be believed about the user.</summary>
    public static Authority Authority(this ChatRole role) =>
        role is ChatRole.User ? Memories.Authority.Stated : Memories.Authority.Inferred;
}
