using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ChatMemory.Api.Json;
using ChatMemory.Api.Mem0.Errors;

namespace ChatMemory.Api.Mem0;

/// <summary>Reads a request's body.</summary>
internal static class Mem0Body
{
    /// <summary>The request that a body is.</summary>
    /// <exception cref="Mem0RequestException">It cannot be understood.</exception>
    public static async Task<T> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted) ?? throw NotAnObject();
        }
        catch (JsonException wrong)
        {
            var (field, sentences) = JsonProblem.Errors(wrong).First();
            throw new Mem0RequestException($"{field}: {string.Join(' ', sentences)}");
        }
    }

    /// <summary>A body of a form that is not known beforehand.</summary>
    /// <exception cref="Mem0RequestException">It cannot be understood.</exception>
    public static async Task<JsonElement> ReadElementAsync(HttpContext context)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, Mem0Json.Wire.JsonElement, context.RequestAborted);
        }
        catch (JsonException)
        {
            throw new Mem0RequestException("The body is not valid JSON.");
        }
    }

    /// <summary>A part of the body that is read later, or kept as it is; null when it is not there.</summary>
    /// <exception cref="Mem0RequestException">A text in it has no UTF-8 form: what is read back would not be what came.</exception>
    public static JsonElement? Part(JsonElement element)
    {
        try
        {
            ReadTexts(element);
        }
        catch (InvalidOperationException)
        {
            throw new Mem0RequestException("A text of the body is not well-formed Unicode.");
        }

        return element.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : element;
    }

    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var member in element.EnumerateObject())
                {
                    _ = member.Name;
                    ReadTexts(member.Value);
                }

                break;
        }
    }

    private static Mem0RequestException NotAnObject() => new("The body must be an object.");
}
