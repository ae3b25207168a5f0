using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary>Reads the messages of a request. Of parts the texts are taken; a picture alone is a message without words.</summary>
internal static class MessageReader
{
    public static IReadOnlyList<ChatItem.Message> Read(JsonElement messages) => Mem0Body.Part(messages) switch
    {
        { ValueKind: JsonValueKind.String } text when text.GetString() is { Length: > 0 } said => [new(ChatRole.User, said)],
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => [.. list.EnumerateArray().Select((message, index) => Message(message, $"messages[{index}]"))],
        { ValueKind: JsonValueKind.Object } one => [Message(one, "messages")],
        _ => throw new Mem0RequestException("messages is required: a list of {\"role\", \"content\"}."),
    };

    private static ChatItem.Message Message(JsonElement message, string at)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("content", out var content))
            throw new Mem0RequestException($"{at} must have a role and a content.");
        return new(RoleOf(message, at), TextOf(content, at), NameOf(message, at));
    }

    private static ChatRole RoleOf(JsonElement message, string at) => StringOf(message, "role") switch
    {
        "user" => ChatRole.User,
        "assistant" => ChatRole.Assistant,
        "system" => ChatRole.System,
        _ => throw new Mem0RequestException($"{at}.role must be user, assistant or system."),
    };

    private static string? NameOf(JsonElement message, string at) =>
        !message.TryGetProperty("name", out var name) || name.ValueKind == JsonValueKind.Null ? null
        : name.ValueKind == JsonValueKind.String ? name.GetString()
        : throw new Mem0RequestException($"{at}.name must be a text.");

    private static string TextOf(JsonElement content, string at) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Select(PartOf).OfType<string>()),
        JsonValueKind.Object => PartOf(content) ?? "",
        _ => throw new Mem0RequestException($"{at}.content must be a text or parts."),
    };

    private static string? PartOf(JsonElement part) => part.ValueKind == JsonValueKind.Object ? StringOf(part, "text") : null;

    private static string? StringOf(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
