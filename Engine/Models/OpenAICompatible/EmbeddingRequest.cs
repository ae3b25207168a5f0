using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes a request for embeddings.</summary>
/// <param name="Model">The model when the options name none.</param>
/// <param name="Dimensions">How many numbers when the options do not say; null leaves it to the model.</param>
internal sealed record EmbeddingRequest(string Model, int? Dimensions)
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public BinaryData Write(IReadOnlyList<string> texts, EmbeddingGenerationOptions? options)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(body, Writing))
        {
            json.WriteStartObject();
            json.WriteString("model"u8, options?.ModelId ?? Model);
            json.WriteStartArray("input"u8);
            foreach (var text in texts)
                json.WriteStringValue(text);
            json.WriteEndArray();
            // A third of the bytes of numbers as text; a server that does not know it sends numbers, which are read as well.
            json.WriteString("encoding_format"u8, "base64"u8);
            if ((options?.Dimensions ?? Dimensions) is { } dimensions)
                json.WriteNumber("dimensions"u8, dimensions);
            json.WriteEndObject();
        }

        return BinaryData.FromBytes(body.WrittenMemory);
    }
}
