using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Chat;

/// <summary>Reads the messages of a request as items of a conversation.</summary>
internal static class MessageReader
{
    public static IReadOnlyList<ChatItem> Read(JsonElement messages)
    {
        var items = new List<ChatItem>();
        foreach (var (index, message) in messages.EnumerateArray().Index())
            Add(items, message, $"messages[{index}]");
        return items.Count > 0 ? items : throw Wrong("messages must not be empty.", "messages");
    }

    private static void Add(List<ChatItem> items, JsonElement message, string at)
    {
        if (message.ValueKind != JsonValueKind.Object)
            throw Wrong("A message must be an object.", at);
        switch (message.Text("role"))
        {
            case "system":
                items.Add(Message(ChatRole.System, message, at));
                break;
            case "developer":
                items.Add(Message(ChatRole.Developer, message, at));
                break;
            case "user":
                items.Add(Message(ChatRole.User, message, at));
                break;
            case "assistant":
                AddAnswer(items, message, at);
                break;
            case "tool":
                items.Add(new ChatItem.ToolResult(Required(message, "tool_call_id", at), ContentOf(message, at).Text));
                break;
            default:
                throw Wrong("role must be system, developer, user, assistant or tool.", $"{at}.role", "invalid_value");
        }
    }

    private static void AddAnswer(List<ChatItem> items, JsonElement message, string at)
    {
        var calls = message.Member("tool_calls", JsonValueKind.Array);
        var said = Message(ChatRole.Assistant, message, at);
        if (said.Text.Length > 0 || said.Content is not null || calls is not { } some || some.GetArrayLength() == 0)
            items.Add(said);
        foreach (var call in calls?.EnumerateArray() ?? default)
            items.Add(Call(call, $"{at}.tool_calls"));
    }

    private static ChatItem.ToolCall Call(JsonElement call, string at)
    {
        if (call.ValueKind != JsonValueKind.Object || call.Member("function", JsonValueKind.Object) is not { } function)
            throw Wrong("A tool call must have a function.", at);
        return new(Required(call, "id", at), Required(function, "name", at), function.Text("arguments") ?? "{}");
    }

    private static ChatItem.Message Message(ChatRole role, JsonElement message, string at)
    {
        var (text, parts) = ContentOf(message, at);
        return new(role, text, message.Text("name")) { Content = parts };
    }

    // Texts are for memory; a list of parts goes to the model as it is.
    private static (string Text, JsonElement? Parts) ContentOf(JsonElement message, string at)
    {
        if (!message.TryGetProperty("content", out var content))
            return ("", null);
        return content.ValueKind switch
        {
            JsonValueKind.String => (content.GetString()!, null),
            JsonValueKind.Null => ("", null),
            JsonValueKind.Array => (string.Join('\n', content.EnumerateArray().Select(TextOf).OfType<string>()), content),
            _ => throw Wrong("content must be a string or a list of parts.", $"{at}.content", "invalid_type"),
        };
    }

    private static string? TextOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.Object && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String
            ? text.GetString()
            : null;

    private static string Required(JsonElement of, string name, string at) =>
        of.Text(name) is { Length: > 0 } text ? text : throw Wrong($"{name} is required.", $"{at}.{name}", "missing_required_parameter");

    private static OpenAIRequestException Wrong(string message, string param, string? code = null) =>
        new(OpenAIError.Invalid(message, param, code));
}
