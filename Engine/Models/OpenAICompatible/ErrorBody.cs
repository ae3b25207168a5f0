using System.Text.Json;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Reads the machine-readable code of <c>{"error":{"code":…}}</c>.</summary>
internal static class ErrorBody
{
    /// <summary>The code, or null when the body has none.</summary>
    public static string? CodeOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                && error.TryGetProperty("code", out var code)
                && code.ValueKind == JsonValueKind.String
                    ? code.GetString()
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
