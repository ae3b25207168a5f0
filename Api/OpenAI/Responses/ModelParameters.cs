using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>
/// Says the parameters of a response in the words of a chat completion, in which the model is asked. What has the same name there, or is
/// not known here, goes on as it is.
/// </summary>
internal static class ModelParameters
{
    // Ours, or said otherwise.
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "input", "instructions", "model", "stream", "stream_options", "user", "safety_identifier", "metadata", "store", "background",
        "conversation", "previous_response_id", "max_output_tokens", "include", "truncation", "max_tool_calls", "top_logprobs", "text",
        "reasoning", "tools", "tool_choice", "parallel_tool_calls", "prompt", "messages", "n",
    };

    public static ModelRequest Of(JsonElement body)
    {
        if (body.TryGetProperty("prompt", out var prompt) && prompt.ValueKind != JsonValueKind.Null)
            throw Wrong("Stored prompts are not supported. Use instructions and input.", "prompt", "unsupported_parameter");
        var extra = body.EnumerateObject()
            .Where(property => !Own.Contains(property.Name) && property.Value.ValueKind != JsonValueKind.Null)
            .DistinctBy(property => property.Name, StringComparer.Ordinal)
            .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal);
        AddTools(extra, body);
        AddText(extra, body);
        if (body.Member("reasoning", JsonValueKind.Object)?.Text("effort") is { } effort)
            extra["reasoning_effort"] = Json.Value(json => json.WriteStringValue(effort));
        return new()
        {
            Model = body.Text("model"),
            Instructions = body.Text("instructions"),
            MaxOutputTokens = MaxOutputTokensOf(body),
            Extra = extra,
        };
    }

    private static void AddTools(Dictionary<string, JsonElement> extra, JsonElement body)
    {
        if (body.Member("tools", JsonValueKind.Array) is not { } tools || tools.GetArrayLength() == 0)
            return;
        extra["tools"] = FunctionTools.ForModel(tools);
        if (FunctionTools.ChoiceForModel(body) is { } choice)
            extra["tool_choice"] = choice;
        if (body.TryGetProperty("parallel_tool_calls", out var parallel) && parallel.ValueKind != JsonValueKind.Null)
            extra["parallel_tool_calls"] = parallel;
    }

    private static void AddText(Dictionary<string, JsonElement> extra, JsonElement body)
    {
        if (body.Member("text", JsonValueKind.Object) is not { } text)
            return;
        if (text.TryGetProperty("verbosity", out var verbosity) && verbosity.ValueKind != JsonValueKind.Null)
            extra["verbosity"] = verbosity;
        if (text.Member("format", JsonValueKind.Object) is { } format && format.Text("type") is { } type && type != "text")
            extra["response_format"] = type == "json_schema" ? Nested(format, type) : format;
    }

    // {type, name, schema} becomes {type, json_schema: {name, schema}}.
    private static JsonElement Nested(JsonElement format, string type) => Json.Object(json =>
    {
        json.WriteString("type"u8, type);
        json.WriteStartObject(type);
        foreach (var property in format.EnumerateObject().Where(property => property.Name != "type" && property.Value.ValueKind != JsonValueKind.Null))
            property.WriteTo(json);
        json.WriteEndObject();
    });

    private static int? MaxOutputTokensOf(JsonElement body)
    {
        if (!body.TryGetProperty("max_output_tokens", out var most) || most.ValueKind == JsonValueKind.Null)
            return null;
        return most.ValueKind == JsonValueKind.Number && most.TryGetInt32(out var tokens) && tokens > 0
            ? tokens
            : throw Wrong("max_output_tokens must be a whole number above 0.", "max_output_tokens", "invalid_value");
    }

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
