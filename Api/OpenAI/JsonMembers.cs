using System.Text.Json;

namespace ChatMemory.Api.OpenAI;

/// <summary>Members of an object whose kind a request must get right. Null counts as absent.</summary>
internal static class JsonMembers
{
    public static JsonElement? Member(this JsonElement of, string name, JsonValueKind kind)
    {
        if (!of.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        return value.ValueKind == kind
            ? value
            : throw new OpenAIRequestException(OpenAIError.Invalid($"{name} must be of type {Word(kind)}.", name, "invalid_type"));
    }

    public static string? Text(this JsonElement of, string name) => of.Member(name, JsonValueKind.String)?.GetString();

    public static bool Flag(this JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new OpenAIRequestException(OpenAIError.Invalid($"{name} must be of type boolean.", name, "invalid_type")),
        };

    private static string Word(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.Array => "array",
        _ => "object",
    };
}
