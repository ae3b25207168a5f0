using System.Globalization;
using System.Runtime.InteropServices;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>
/// Names a response by the journal of its session and its exchange, so that it is found without its user. Whose it is, is looked up:
/// an id gives no access.
/// </summary>
/// <param name="Epoch">The epoch of the session's journal; 0 for a response that is not stored.</param>
/// <param name="Exchange">The exchange.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ResponseId(long Epoch, ExchangeId Exchange)
{
    private const string Prefix = "resp_";

    public override string ToString() => $"{Prefix}{Exchange.Value:N}{Epoch:x16}";

    public static ResponseId? Parse(string? text) =>
        IdText.After(Prefix, text) is { } hex && IdText.Exchange(hex) is { } exchange && IdText.Epoch(hex[32..]) is { } epoch
            ? new(epoch, exchange)
            : null;
}

/// <summary>Names a conversation by the journal of its session.</summary>
/// <param name="Epoch">The journal's epoch.</param>
internal readonly record struct ConversationId(long Epoch)
{
    private const string Prefix = "conv_";

    public override string ToString() => $"{Prefix}{Epoch:x16}";

    public static ConversationId? Parse(string? text) =>
        IdText.After(Prefix, text) is { } hex && IdText.Epoch(hex) is { } epoch ? new(epoch) : null;
}

/// <summary>Names an item of an exchange.</summary>
/// <param name="Epoch">The epoch of the session's journal.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="Place">The item's place among the inputs or the outputs.</param>
/// <param name="IsOutput">Among which.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ItemId(long Epoch, ExchangeId Exchange, int Place, bool IsOutput)
{
    /// <summary>The id with a prefix that tells people the item's kind.</summary>
    public string ToString(string kind) => $"{kind}_{Exchange.Value:N}{(IsOutput ? 1u << 31 : 0) | (uint)Place:x8}{Epoch:x16}";

    public static ItemId? Parse(string? text)
    {
        var hex = text?[(text.IndexOf('_', StringComparison.Ordinal) + 1)..];
        if (hex is not { Length: 56 } || IdText.Exchange(hex) is not { } exchange || IdText.Epoch(hex[40..]) is not { } epoch)
            return null;
        return uint.TryParse(hex.AsSpan(32, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place)
            ? new(epoch, exchange, (int)(place & int.MaxValue), place > int.MaxValue)
            : null;
    }

    /// <summary>The item's place in the exchange, input and output counted together.</summary>
    public int PlaceIn(Exchange exchange) => IsOutput ? exchange.Input.Count + Place : Place;
}

internal static class IdText
{
    public static string? After(string prefix, string? text) => text?.StartsWith(prefix, StringComparison.Ordinal) == true ? text[prefix.Length..] : null;

    public static ExchangeId? Exchange(string hex) =>
        hex.Length >= 32 && Guid.TryParseExact(hex.AsSpan(0, 32), "N", out var exchange) ? new(exchange) : null;

    public static long? Epoch(string hex) =>
        hex.Length == 16 && long.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch) && epoch >= 0 ? epoch : null;
}
