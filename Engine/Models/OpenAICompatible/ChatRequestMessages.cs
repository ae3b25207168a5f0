using System.Text.Json;
using ChatMemory.Serialization;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes the conversation.</summary>
internal static class ChatRequestMessages
{
    public static void Write(Utf8JsonWriter json, IEnumerable<ChatMessage> messages, string? instructions)
    {
        json.WriteStartArray("messages"u8);
        if (!string.IsNullOrEmpty(instructions))
            WriteMessage(json, new(ChatRole.System, instructions));
        foreach (var message in messages)
            Write(json, message);
        json.WriteEndArray();
    }

    // The wire has one message a result, whereas one message here may hold several.
    private static void Write(Utf8JsonWriter json, ChatMessage message)
    {
        foreach (var content in message.Contents)
        {
            if (content is FunctionResultContent result)
                WriteResult(json, result);
        }

        if (message.Role != ChatRole.Tool && (message.Contents.Count == 0 || message.Contents.Any(content => content is not FunctionResultContent)))
            WriteMessage(json, message);
    }

    private static void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, message.Role.Value);
        if (message.AuthorName is { Length: > 0 } name)
            json.WriteString("name"u8, WireName(name));
        var calls = message.Contents.OfType<FunctionCallContent>().ToList();
        ChatRequestContent.Write(json, message, calls.Count > 0);
        if (calls.Count > 0)
            WriteCalls(json, calls);
        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, List<FunctionCallContent> calls)
    {
        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.CallId);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteString("arguments"u8, ToolCallText.ArgumentsOf(call));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("role"u8, "tool"u8);
        json.WriteString("tool_call_id"u8, result.CallId);
        json.WriteString("content"u8, result.Result switch
        {
            null => result.Exception is null ? "" : "The function failed.",
            string text => text,
            JsonElement element => element.GetRawText(),
            var value => JsonSerializer.Serialize(value, EngineJson.Options),
        });
        json.WriteEndObject();
    }

    // The wire refuses names with spaces and a few signs.
    private static string WireName(string name) =>
        string.Concat(name.Take(64).Select(c => char.IsWhiteSpace(c) || "<|\\/>".Contains(c, StringComparison.Ordinal) || char.IsSurrogate(c) ? '_' : c));
}
