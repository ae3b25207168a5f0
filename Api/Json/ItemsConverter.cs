using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Json;

/// <summary>Items of a conversation as a caller may write them: a text for one message of the user, or a list whose messages may leave their type out.</summary>
/// <param name="Of">The items.</param>
[JsonConverter(typeof(ItemsConverter))]
internal sealed record Items(IReadOnlyList<ChatItem> Of);

internal sealed class ItemsConverter : JsonConverter<Items>
{
    public override Items Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new([new ChatItem.Message(ChatRole.User, reader.GetString()!)]);
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("A text or a list of items is expected.");

        using var document = JsonDocument.ParseValue(ref reader);
        return new([.. document.RootElement.EnumerateArray().Select((item, index) => Item(item, index, options))]);
    }

    public override void Write(Utf8JsonWriter writer, Items value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value.Of, options);

    private static ChatItem Item(JsonElement item, int index, JsonSerializerOptions options)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw JsonProblem.At($"[{index}]", "An item is an object.");
        try
        {
            return item.TryGetProperty("type", out _)
                ? item.Deserialize<ChatItem>(options)!
                : item.Deserialize<ChatItem.Message>(options)!;
        }
        catch (JsonException wrong)
        {
            var (field, sentences) = JsonProblem.Errors(wrong).First();
            throw JsonProblem.At(field == "body" ? $"[{index}]" : $"[{index}].{field}", sentences[0]);
        }
    }
}
