using System.Text.Json;

namespace ChatMemory.Api.OpenAI.Chat;

/// <summary>Reads a request's body. What it does not know is the model's to judge.</summary>
internal static class CompletionReader
{
    // Ours, not the model's.
    private static readonly HashSet<string> Own = new(StringComparer.Ordinal)
    {
        "messages", "model", "stream", "stream_options", "user", "safety_identifier", "metadata", "n",
    };

    /// <summary>The request that a body is.</summary>
    /// <exception cref="OpenAIRequestException">It cannot be understood.</exception>
    public static async Task<CompletionRequest> ReadAsync(Stream body, CancellationToken cancellationToken) =>
        Read(await RequestBody.ReadAsync(body, cancellationToken));

    private static CompletionRequest Read(JsonElement body)
    {
        Refuse(body);
        var metadata = body.Member("metadata", JsonValueKind.Object);
        return new()
        {
            Messages = MessageReader.Read(body.Member("messages", JsonValueKind.Array) ?? throw Wrong("messages is required.", "messages")),
            Model = body.Text("model"),
            Stream = body.Flag("stream"),
            IncludeUsage = body.Member("stream_options", JsonValueKind.Object)?.Flag("include_usage") == true,
            User = body.Text("user") ?? body.Text("safety_identifier"),
            Session = metadata?.Text("session_id"),
            Scope = Metadata.ScopeOf(metadata),
            Extra = body.EnumerateObject().Where(property => !Own.Contains(property.Name))
                .DistinctBy(property => property.Name, StringComparer.Ordinal)
                .ToDictionary(property => property.Name, property => property.Value, StringComparer.Ordinal),
        };
    }

    // What would be lost silently on its way back.
    private static void Refuse(JsonElement body)
    {
        if (body.TryGetProperty("n", out var n) && n.ValueKind != JsonValueKind.Null && !(n.ValueKind == JsonValueKind.Number && n.TryGetInt32(out var count) && count == 1))
            throw Wrong("Only one answer to a request is supported.", "n", "unsupported_value");
        if (body.TryGetProperty("functions", out _))
            throw Wrong("functions is not supported. Use tools.", "functions", "unsupported_parameter");
    }

    private static OpenAIRequestException Wrong(string message, string param, string? code = null) =>
        new(OpenAIError.Invalid(message, param, code));
}
