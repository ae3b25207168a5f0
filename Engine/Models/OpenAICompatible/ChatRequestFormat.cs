using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes that the answer is to be JSON, and after which schema.</summary>
internal static class ChatRequestFormat
{
    public static void Write(Utf8JsonWriter json, ChatResponseFormatJson format)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, format.Schema is null ? "json_object"u8 : "json_schema"u8);
        if (format.Schema is { } schema)
            WriteSchema(json, format, schema);
        json.WriteEndObject();
    }

    private static void WriteSchema(Utf8JsonWriter json, ChatResponseFormatJson format, JsonElement schema)
    {
        json.WriteStartObject("json_schema"u8);
        json.WriteString("name"u8, format.SchemaName ?? "answer");
        if (format.SchemaDescription is { } description)
            json.WriteString("description"u8, description);
        json.WritePropertyName("schema"u8);
        schema.WriteTo(json);
        // Strictness is enforced by the model only for schemas closed in every object, and others are refused with it.
        if (IsClosed(schema))
            json.WriteBoolean("strict"u8, true);
        json.WriteEndObject();
    }

    private static bool IsClosed(JsonElement schema) => schema.ValueKind switch
    {
        JsonValueKind.Object => (!schema.TryGetProperty("properties", out var properties) || IsClosedObject(schema, properties))
            && schema.EnumerateObject().All(part => IsClosed(part.Value)),
        JsonValueKind.Array => schema.EnumerateArray().All(IsClosed),
        _ => true,
    };

    private static bool IsClosedObject(JsonElement schema, JsonElement properties) =>
        properties.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind == JsonValueKind.False
        && schema.TryGetProperty("required", out var required) && required.ValueKind == JsonValueKind.Array
        && properties.EnumerateObject().All(property => required.EnumerateArray().Any(name => name.ValueEquals(property.Name)));
}
