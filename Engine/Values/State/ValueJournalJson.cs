using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Values;

/// <summary>The form in which a value's journal stores its records. Frozen: records of every earlier version must stay readable.</summary>
internal static class ValueJournalJson
{
    private static readonly ValueJournalContext Context = new(new JsonSerializerOptions(EngineJson.Options) { TypeInfoResolver = null });

    public static byte[] Write(ValueEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, Context.ValueEvent);

    public static ValueEvent Read(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, Context.ValueEvent) ?? throw new JsonException("A record of a value's journal is empty.");
}

[JsonSerializable(typeof(ValueEvent))]
internal sealed partial class ValueJournalContext : JsonSerializerContext;
