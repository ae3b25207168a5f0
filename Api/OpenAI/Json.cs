using System.Buffers;
using System.Text.Json;
using ChatMemory.Serialization;

namespace ChatMemory.Api.OpenAI;

/// <summary>Writes small pieces of JSON.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Writing = new() { Encoder = EngineJson.Options.Encoder };

    /// <summary>An object with what <paramref name="write"/> puts into it.</summary>
    public static JsonElement Object(Action<Utf8JsonWriter> write) => Value(json =>
    {
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
    });

    /// <summary>The value that <paramref name="write"/> writes.</summary>
    public static JsonElement Value(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Writing))
            write(json);
        return JsonElement.Parse(bytes.WrittenSpan);
    }

    /// <summary>A response with the value that <paramref name="write"/> writes.</summary>
    public static IResult Answer(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Writing))
            write(json);
        return TypedResults.Bytes(bytes.WrittenMemory, "application/json");
    }
}
