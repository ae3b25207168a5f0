using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Writes items of a conversation.</summary>
internal static class ItemJson
{
    /// <summary>Whether an item is shown: a deleted one leaves an empty message in its place.</summary>
    public static bool IsShown(ChatItem item) => item is not ChatItem.Message { Text.Length: 0, Content: null };

    public static string Id(this ItemId id, ChatItem item) => id.ToString(item switch
    {
        ChatItem.ToolCall => "fc",
        ChatItem.ToolResult => "fco",
        _ => "msg",
    });

    public static void Write(Utf8JsonWriter json, ItemId id, ChatItem item, string status)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id.Id(item));
        switch (item)
        {
            case ChatItem.Message message:
                WriteMessage(json, message, status);
                break;
            case ChatItem.ToolCall call:
                json.WriteString("type"u8, "function_call"u8);
                json.WriteString("status"u8, status);
                json.WriteString("call_id"u8, call.CallId);
                json.WriteString("name"u8, call.Tool);
                json.WriteString("arguments"u8, call.Arguments);
                break;
            case ChatItem.ToolResult result:
                json.WriteString("type"u8, "function_call_output"u8);
                json.WriteString("status"u8, status);
                json.WriteString("call_id"u8, result.CallId);
                json.WriteString("output"u8, result.Output);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>A piece of an answer.</summary>
    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteString("text"u8, text);
        json.WriteStartArray("annotations"u8);
        json.WriteEndArray();
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatItem.Message message, string status)
    {
        json.WriteString("type"u8, "message"u8);
        json.WriteString("status"u8, status);
        json.WriteString("role"u8, RoleOf(message.Role));
        json.WriteStartArray("content"u8);
        if (message.Content is { } parts)
            InputParts.Write(json, parts);
        else if (message.Role != ChatRole.Assistant)
            InputParts.WriteText(json, message.Text);
        else if (message.Text.Length > 0)
            WriteText(json, message.Text);
        json.WriteEndArray();
    }

    private static ReadOnlySpan<byte> RoleOf(ChatRole role) => role switch
    {
        ChatRole.User => "user"u8,
        ChatRole.Assistant => "assistant"u8,
        ChatRole.System => "system"u8,
        _ => "developer"u8,
    };
}
