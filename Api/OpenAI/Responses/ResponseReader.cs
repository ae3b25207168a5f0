using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Reads a request's body. What it does not know is the model's to judge.</summary>
internal static class ResponseReader
{
    private static readonly string[] Echoed =
    [
        "background", "conversation", "instructions", "max_output_tokens", "max_tool_calls", "metadata", "model", "parallel_tool_calls",
        "previous_response_id", "prompt_cache_key", "reasoning", "safety_identifier", "service_tier", "store", "temperature", "text",
        "tool_choice", "tools", "top_logprobs", "top_p", "truncation", "user",
    ];

    /// <summary>The request that a body is.</summary>
    /// <exception cref="OpenAIRequestException">It cannot be understood.</exception>
    public static async Task<ResponseRequest> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        Read(await RequestBody.ReadAsync(body, cancellationToken));

    private static ResponseRequest Read(JsonElement body)
    {
        var request = new ResponseRequest
        {
            Input = InputOf(body),
            ForModel = ModelParameters.Of(body),
            Echo = EchoOf(body),
            Stream = body.Flag("stream"),
            Background = body.Flag("background"),
            Store = !body.TryGetProperty("store", out var store) || store.ValueKind == JsonValueKind.Null || body.Flag("store"),
            User = body.Text("user") ?? body.Text("safety_identifier"),
            Scope = Metadata.ScopeOf(Metadata.Check(body)),
            Previous = body.Text("previous_response_id"),
            Conversation = ConversationOf(body),
        };
        if (request.Previous is not null && request.Conversation is not null)
            throw Wrong("previous_response_id and conversation exclude each other.", "previous_response_id", "invalid_value");
        if (request.Background && !request.Store)
            throw Wrong("A response in the background must be stored.", "background", "invalid_value");
        return request;
    }

    private static IReadOnlyList<InputItem> InputOf(JsonElement body)
    {
        if (!body.TryGetProperty("input", out var input) || input.ValueKind == JsonValueKind.Null)
            throw Wrong("input is required.", "input", "missing_required_parameter");
        return input.ValueKind switch
        {
            JsonValueKind.String => [new(new ChatItem.Message(ChatRole.User, input.GetString()!))],
            JsonValueKind.Array => InputReader.Read(input, "input"),
            _ => throw Wrong("input must be a string or a list of items.", "input", "invalid_type"),
        };
    }

    private static string? ConversationOf(JsonElement body)
    {
        if (!body.TryGetProperty("conversation", out var conversation) || conversation.ValueKind != JsonValueKind.Object)
            return body.Text("conversation");
        return conversation.Text("id") ?? throw Wrong("conversation.id is required.", "conversation.id", "missing_required_parameter");
    }

    private static JsonElement EchoOf(JsonElement body) => Json.Object(json =>
    {
        foreach (var name in Echoed)
        {
            if (!body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
                continue;
            json.WritePropertyName(name);
            value.WriteTo(json);
        }
    });

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
