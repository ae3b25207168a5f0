using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes the functions that the model may call.</summary>
internal static class ChatRequestTools
{
    public static void Write(Utf8JsonWriter json, IEnumerable<AITool> tools)
    {
        json.WriteStartArray();
        foreach (var tool in tools)
            Write(json, tool as AIFunctionDeclaration ?? throw Unsupported());
        json.WriteEndArray();
    }

    public static void WriteChoice(Utf8JsonWriter json, ChatToolMode mode)
    {
        switch (mode)
        {
            case NoneChatToolMode:
                json.WriteStringValue("none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject();
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteStringValue("required"u8);
                break;
            default:
                json.WriteStringValue("auto"u8);
                break;
        }
    }

    private static void Write(Utf8JsonWriter json, AIFunctionDeclaration tool)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, tool.Name);
        if (!string.IsNullOrEmpty(tool.Description))
            json.WriteString("description"u8, tool.Description);
        if (tool.JsonSchema.ValueKind == JsonValueKind.Object)
        {
            json.WritePropertyName("parameters"u8);
            tool.JsonSchema.WriteTo(json);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static ModelException Unsupported() =>
        new(ModelErrors.Rejected, "A tool is no function; only functions can be declared to this model.", isTransient: false);
}
