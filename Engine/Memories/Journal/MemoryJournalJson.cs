using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Memories;

/// <summary>The form in which a user's journal stores its records. Frozen: records of every earlier version must stay readable.</summary>
internal static class MemoryJournalJson
{
    private static readonly MemoryJournalContext Context = new(new JsonSerializerOptions(EngineJson.Options) { TypeInfoResolver = null });

    public static byte[] Redacted { get; } = Write(new MemoryEvent.Redacted());

    public static byte[] Write(MemoryEvent happened) => JsonSerializer.SerializeToUtf8Bytes(happened, Context.MemoryEvent);

    public static MemoryEvent Read(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, Context.MemoryEvent) ?? throw new JsonException("A record of a user's journal is empty.");

    public static byte[] Write(MemorySnapshot snapshot) => JsonSerializer.SerializeToUtf8Bytes(snapshot, Context.MemorySnapshot);

    public static MemorySnapshot? ReadSnapshot(ReadOnlyMemory<byte> payload) =>
        JsonSerializer.Deserialize(payload.Span, Context.MemorySnapshot);
}

[JsonSerializable(typeof(MemoryEvent))]
[JsonSerializable(typeof(MemorySnapshot))]
internal sealed partial class MemoryJournalContext : JsonSerializerContext;
