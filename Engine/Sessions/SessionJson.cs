using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ChatMemory.Serialization;

namespace ChatMemory.Sessions;

/// <summary>The bytes of a session's journal and snapshot, by generated code: an answer writes a record for each of its deltas.</summary>
[JsonSerializable(typeof(SessionEvent))]
[JsonSerializable(typeof(SessionSnapshot))]
[JsonSerializable(typeof(IReadOnlyList<ChatItem>))]
internal sealed partial class SessionJson : JsonSerializerContext
{
    private static readonly SessionJson Dialect =
        new(new JsonSerializerOptions(EngineJson.Options) { TypeInfoResolver = null });

    public static byte[] Encode(SessionEvent value) => JsonSerializer.SerializeToUtf8Bytes(value, Dialect.SessionEvent);

    public static byte[] Encode(SessionSnapshot value) => JsonSerializer.SerializeToUtf8Bytes(value, Dialect.SessionSnapshot);

    public static byte[] Encode(IReadOnlyList<ChatItem> value) =>
        JsonSerializer.SerializeToUtf8Bytes(value, Dialect.IReadOnlyListChatItem);

    public static SessionEvent DecodeEvent(ReadOnlySpan<byte> bytes) => Decode(bytes, Dialect.SessionEvent);

    public static SessionSnapshot DecodeSnapshot(ReadOnlySpan<byte> bytes) => Decode(bytes, Dialect.SessionSnapshot);

    private static T Decode<T>(ReadOnlySpan<byte> bytes, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(bytes, type) ?? throw new ChatMemoryException("A record of a session's journal is empty.");
}
