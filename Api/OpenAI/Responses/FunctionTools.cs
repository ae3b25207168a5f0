using System.Text.Json;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Says functions, and which is to be called, in the words of a chat completion.</summary>
internal static class FunctionTools
{
    public static JsonElement ForModel(JsonElement tools) => Json.Value(json =>
    {
        json.WriteStartArray();
        foreach (var (index, tool) in tools.EnumerateArray().Index())
            WriteTool(json, tool, $"tools[{index}]");
        json.WriteEndArray();
    });

    /// <summary>What a body says about calling; null when it says nothing.</summary>
    public static JsonElement? ChoiceForModel(JsonElement body)
    {
        if (!body.TryGetProperty("tool_choice", out var choice) || choice.ValueKind == JsonValueKind.Null)
            return null;
        if (choice.ValueKind == JsonValueKind.String)
            return choice;
        if (choice.ValueKind != JsonValueKind.Object)
            throw Wrong("tool_choice must be a string or an object.", "tool_choice", "invalid_type");
        return choice.Text("type") switch
        {
            "function" => Json.Value(json => WriteNamed(json, choice, "tool_choice")),
            "allowed_tools" => Json.Value(json => WriteAllowed(json, choice)),
            _ => throw Wrong("Only functions can be called.", "tool_choice.type", "unsupported_value"),
        };
    }

    private static void WriteTool(Utf8JsonWriter json, JsonElement tool, string at)
    {
        if (tool.ValueKind != JsonValueKind.Object)
            throw Wrong("A tool must be an object.", at, "invalid_type");
        if (tool.Text("type") != "function")
            throw Wrong("Only tools of type function are supported.", $"{at}.type", "unsupported_value");
        if (string.IsNullOrEmpty(tool.Text("name")))
            throw Wrong("name is required.", $"{at}.name", "missing_required_parameter");

        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        foreach (var property in tool.EnumerateObject().Where(property => property.Name != "type" && property.Value.ValueKind != JsonValueKind.Null))
            property.WriteTo(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAllowed(Utf8JsonWriter json, JsonElement choice)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "allowed_tools"u8);
        json.WriteStartObject("allowed_tools"u8);
        json.WriteString("mode"u8, choice.Text("mode") ?? "auto");
        json.WriteStartArray("tools"u8);
        foreach (var (index, tool) in (choice.Member("tools", JsonValueKind.Array)?.EnumerateArray() ?? default).Index())
            WriteNamed(json, tool, $"tool_choice.tools[{index}]");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteNamed(Utf8JsonWriter json, JsonElement tool, string at)
    {
        var name = tool.ValueKind == JsonValueKind.Object ? tool.Text("name") : null;
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, name ?? throw Wrong("name is required.", $"{at}.name", "missing_required_parameter"));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
