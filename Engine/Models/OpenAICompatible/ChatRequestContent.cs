using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes what a message says: a text, or parts when it has pictures.</summary>
internal static class ChatRequestContent
{
    public static void Write(Utf8JsonWriter json, ChatMessage message, bool hasCalls)
    {
        if (message.RawRepresentation is JsonElement { ValueKind: JsonValueKind.Array } parts)
            WriteAsTheyAre(json, parts);
        else if (message.Contents.Any(content => content is DataContent or UriContent))
            WriteParts(json, message.Contents);
        else if (message.Text is { Length: > 0 } text)
            json.WriteString("content"u8, text);
        else if (hasCalls)
            json.WriteNull("content"u8);
        else
            json.WriteString("content"u8, ""u8);
    }

    private static void WriteAsTheyAre(Utf8JsonWriter json, JsonElement parts)
    {
        json.WritePropertyName("content"u8);
        parts.WriteTo(json);
    }

    private static void WriteParts(Utf8JsonWriter json, IEnumerable<AIContent> contents)
    {
        json.WriteStartArray("content"u8);
        foreach (var content in contents)
        {
            switch (content)
            {
                case TextContent text:
                    WriteText(json, text.Text);
                    break;
                case UriContent uri when uri.HasTopLevelMediaType("image"):
                    WritePicture(json, uri.Uri.AbsoluteUri);
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    WritePicture(json, data.Uri);
                    break;
                case DataContent or UriContent:
                    throw new ModelException(ModelErrors.Rejected, "A message has a file that is no picture, which this model cannot be given.", isTransient: false);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WritePicture(Utf8JsonWriter json, string uri)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image_url"u8);
        json.WriteStartObject("image_url"u8);
        json.WriteString("url"u8, uri);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
