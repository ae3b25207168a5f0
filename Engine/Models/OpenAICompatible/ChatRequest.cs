using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes the request's body.</summary>
/// <param name="Model">The model when the options name none.</param>
/// <param name="LongNames">Whether the server is OpenAI's, which knows <c>max_completion_tokens</c> where others know <c>max_tokens</c>.</param>
/// <param name="IncludeUsage">Whether a stream asks for token counts.</param>
internal sealed record ChatRequest(string Model, bool LongNames, bool IncludeUsage)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // What the adapter itself relies on; a caller's extra properties do not reach it.
    private static readonly string[] Reserved = ["messages", "stream", "stream_options", "n"];

    public BinaryData Write(IEnumerable<ChatMessage> messages, ChatOptions? options, bool stream)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(body, Writing))
        {
            json.WriteStartObject();
            ChatRequestMessages.Write(json, messages, options?.Instructions);
            if (stream)
                WriteStream(json);
            WriteOptions(json, options);
            json.WriteEndObject();
        }

        return BinaryData.FromBytes(body.WrittenMemory);
    }

    private void WriteStream(Utf8JsonWriter json)
    {
        json.WriteBoolean("stream"u8, true);
        if (!IncludeUsage)
            return;
        json.WriteStartObject("stream_options"u8);
        json.WriteBoolean("include_usage"u8, true);
        json.WriteEndObject();
    }

    private void WriteOptions(Utf8JsonWriter json, ChatOptions? options)
    {
        var own = new ChatRequestOptions(json, options?.AdditionalProperties);
        own.Write("model", options?.ModelId ?? Model);
        if (options is not null)
            own.Write(options, LongNames ? "max_completion_tokens" : "max_tokens");
        foreach (var (name, value) in options?.AdditionalProperties ?? [])
        {
            if (Reserved.Contains(name, StringComparer.Ordinal))
                continue;
            json.WritePropertyName(name);
            JsonSerializer.Serialize(json, value, Serialization.EngineJson.Options);
        }
    }
}
