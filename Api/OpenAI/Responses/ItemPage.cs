using System.Globalization;
using System.Text.Json;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Which items of a list a request asks for.</summary>
/// <param name="Limit">How many at most.</param>
/// <param name="After">The item before the first.</param>
/// <param name="OldestFirst">In which order.</param>
internal sealed record ItemPage(int Limit, ItemId? After, bool OldestFirst)
{
    private const int Default = 20;
    private const int Most = 100;

    /// <summary>The page that a query asks for.</summary>
    /// <exception cref="OpenAIRequestException">It cannot be understood.</exception>
    public static ItemPage Of(IQueryCollection query) => new(
        Text(query, "limit") is not { } limit ? Default
            : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= Most ? count
            : throw Wrong($"limit must be 1 to {Most}.", "limit"),
        Text(query, "after") is not { } after ? null : ItemId.Parse(after) ?? throw Wrong("after must be the id of an item.", "after"),
        Text(query, "order") switch
        {
            null or "desc" => false,
            "asc" => true,
            _ => throw Wrong("order must be asc or desc.", "order"),
        });

    /// <summary>Writes the first of these items that the page has room for.</summary>
    public IResult Answer(IReadOnlyList<ConversationItem> items)
    {
        var page = items.Take(Limit).ToList();
        return Json.Answer(json =>
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "list"u8);
            json.WriteStartArray("data"u8);
            foreach (var item in page)
                ItemJson.Write(json, item.Id, item.Item, item.Status);
            json.WriteEndArray();
            WriteId(json, "first_id"u8, page.FirstOrDefault());
            WriteId(json, "last_id"u8, page.LastOrDefault());
            json.WriteBoolean("has_more"u8, items.Count > page.Count);
            json.WriteEndObject();
        });
    }

    private static void WriteId(Utf8JsonWriter json, ReadOnlySpan<byte> name, ConversationItem? item) =>
        json.WriteString(name, item?.Id.Id(item.Item));

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static OpenAIRequestException Wrong(string message, string param) => new(OpenAIError.Invalid(message, param, "invalid_value"));
}
