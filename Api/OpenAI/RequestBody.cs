using System.Text.Json;

namespace ChatMemory.Api.OpenAI;

/// <summary>Reads a body as JSON before anything is done with it.</summary>
internal static class RequestBody
{
    /// <summary>The object that a body is; all its texts are well-formed.</summary>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="mayBeEmpty">Whether no body stands for an empty object.</param>
    /// <exception cref="OpenAIRequestException">It is none.</exception>
    public static async Task<JsonElement> ReadAsync(Stream body, CancellationToken cancellationToken, bool mayBeEmpty = false)
    {
        var text = new MemoryStream();
        await body.CopyToAsync(text, cancellationToken);
        if (mayBeEmpty && text.Length == 0)
            return JsonElement.Parse("{}");
        try
        {
            var read = JsonSerializer.Deserialize(text.GetBuffer().AsSpan(0, (int)text.Length), Wire.Default.JsonElement);
            CheckTexts(read);
            return read.ValueKind == JsonValueKind.Object ? read : throw new OpenAIRequestException(OpenAIError.Invalid("The body must be an object."));
        }
        catch (JsonException)
        {
            throw new OpenAIRequestException(OpenAIError.Invalid("The body is not valid JSON."));
        }
        catch (InvalidOperationException)
        {
            throw new OpenAIRequestException(OpenAIError.Invalid("A text of the body is not well-formed Unicode."));
        }
    }

    // A lone surrogate could neither be kept nor sent on. Reading it throws.
    private static void CheckTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                _ = value.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    CheckTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in value.EnumerateObject())
                {
                    _ = property.Name;
                    CheckTexts(property.Value);
                }

                break;
        }
    }
}
