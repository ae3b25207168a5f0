using System.Text.Json;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Turns the parts of a message into those of a chat completion, in which the model is asked, and back.</summary>
internal static class InputParts
{
    /// <summary>The text of a message, and its parts where a text is not all.</summary>
    public static (string Text, JsonElement? Parts) ContentOf(JsonElement message, string at)
    {
        if (!message.TryGetProperty("content", out var content))
            throw Wrong("content is required.", at, "missing_required_parameter");
        return content.ValueKind switch
        {
            JsonValueKind.String => (content.GetString()!, null),
            JsonValueKind.Array => (TextOf(content, at), content.EnumerateArray().All(IsText) ? null : ForModel(content, at)),
            _ => throw Wrong("content must be a string or a list of parts.", at, "invalid_type"),
        };
    }

    /// <summary>A member that is a text or a list of texts.</summary>
    public static string TextOf(JsonElement of, string name, string at)
    {
        if (!of.TryGetProperty(name, out var value))
            throw Wrong($"{name} is required.", at, "missing_required_parameter");
        return value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!,
            JsonValueKind.Array when value.EnumerateArray().All(IsText) => TextOf(value, at),
            JsonValueKind.Array => throw Wrong("Only texts are supported here.", at, "unsupported_value"),
            _ => throw Wrong($"{name} must be a string or a list of texts.", at, "invalid_type"),
        };
    }

    /// <summary>Writes parts of a chat completion as those of a response's input.</summary>
    public static void Write(Utf8JsonWriter json, JsonElement parts)
    {
        foreach (var part in parts.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object))
        {
            if (part.TryGetProperty("image_url", out var image) && image.ValueKind == JsonValueKind.Object)
                WritePicture(json, image);
            else if (part.TryGetProperty("file", out var file) && file.ValueKind == JsonValueKind.Object)
                WriteFile(json, file);
            else
                WriteText(json, part.Text("text") ?? "");
        }
    }

    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input_text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    private static void WritePicture(Utf8JsonWriter json, JsonElement image)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input_image"u8);
        json.WriteString("image_url"u8, image.Text("url"));
        json.WriteString("detail"u8, image.Text("detail") ?? "auto");
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, JsonElement file)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input_file"u8);
        foreach (var property in file.EnumerateObject())
            property.WriteTo(json);
        json.WriteEndObject();
    }

    private static string TextOf(JsonElement parts, string at)
    {
        foreach (var (index, part) in parts.EnumerateArray().Index())
        {
            if (part.ValueKind != JsonValueKind.Object || part.Text("type") is null)
                throw Wrong("A part must be an object with a type.", $"{at}[{index}]", "invalid_type");
            if (TextName(part) is { } name && part.Text(name) is null)
                throw Wrong($"{name} is required.", $"{at}[{index}].{name}", "missing_required_parameter");
        }

        return string.Join('\n', parts.EnumerateArray().Where(IsText).Select(part => part.Text(TextName(part)!)));
    }

    private static bool IsText(JsonElement part) => part.ValueKind == JsonValueKind.Object && TextName(part) is not null;

    private static string? TextName(JsonElement part) => part.Text("type") switch
    {
        "input_text" or "output_text" or "text" => "text",
        "refusal" => "refusal",
        _ => null,
    };

    private static JsonElement ForModel(JsonElement parts, string at) => Json.Value(json =>
    {
        json.WriteStartArray();
        foreach (var (index, part) in parts.EnumerateArray().Index())
        {
            json.WriteStartObject();
            WriteForModel(json, part, $"{at}[{index}]");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void WriteForModel(Utf8JsonWriter json, JsonElement part, string at)
    {
        if (TextName(part) is { } name)
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("text"u8, part.Text(name));
        }
        else if (part.Text("type") == "input_image" && part.Text("image_url") is { } url)
        {
            json.WriteString("type"u8, "image_url"u8);
            json.WriteStartObject("image_url"u8);
            json.WriteString("url"u8, url);
            if (part.Text("detail") is { } detail)
                json.WriteString("detail"u8, detail);
            json.WriteEndObject();
        }
        else if (part.Text("type") == "input_file" && (part.Text("file_data") ?? part.Text("file_id")) is not null)
        {
            json.WriteString("type"u8, "file"u8);
            json.WriteStartObject("file"u8);
            foreach (var member in (string[])["file_data", "file_id", "filename"])
            {
                if (part.Text(member) is { } value)
                    json.WriteString(member, value);
            }

            json.WriteEndObject();
        }
        else
        {
            throw Wrong("A part must be a text, a picture with image_url, or a file with file_data or file_id.", at, "unsupported_value");
        }
    }

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
