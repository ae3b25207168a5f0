using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Reads the items of a request as items of a conversation.</summary>
internal static class InputReader
{
    public static IReadOnlyList<InputItem> Read(JsonElement items, string field)
    {
        var read = new List<InputItem>();
        foreach (var (index, item) in items.EnumerateArray().Index())
            Add(read, item, $"{field}[{index}]");
        return read.Count > 0 ? read : throw Wrong($"{field} must not be empty.", field, "invalid_value");
    }

    private static void Add(List<InputItem> items, JsonElement item, string at)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw Wrong("An item must be an object.", at, "invalid_type");
        switch (item.Text("type") ?? (item.TryGetProperty("role", out _) ? "message" : "item_reference"))
        {
            case "message":
                items.Add(new(Message(item, at)));
                break;
            case "function_call":
                items.Add(new(new ChatItem.ToolCall(Required(item, "call_id", at), Required(item, "name", at), item.Text("arguments") ?? "{}")));
                break;
            case "function_call_output":
                items.Add(new(new ChatItem.ToolResult(Required(item, "call_id", at), InputParts.TextOf(item, "output", $"{at}.output"))));
                break;
            case "item_reference":
                items.Add(new(Said: null, Required(item, "id", at)));
                break;
            // What the model thought goes to no model of this server.
            case "reasoning":
                break;
            default:
                throw Wrong("Items of this type are not supported.", $"{at}.type", "unsupported_value");
        }
    }

    private static ChatItem.Message Message(JsonElement item, string at)
    {
        var role = item.Text("role") switch
        {
            "user" => ChatRole.User,
            "assistant" => ChatRole.Assistant,
            "system" => ChatRole.System,
            "developer" => ChatRole.Developer,
            _ => throw Wrong("role must be user, assistant, system or developer.", $"{at}.role", "invalid_value"),
        };
        var (text, parts) = InputParts.ContentOf(item, $"{at}.content");
        return new(role, text) { Content = parts };
    }

    private static string Required(JsonElement of, string name, string at) =>
        of.Text(name) is { Length: > 0 } text ? text : throw Wrong($"{name} is required.", $"{at}.{name}", "missing_required_parameter");

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
