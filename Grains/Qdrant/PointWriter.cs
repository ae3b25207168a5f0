using System.Text.Json;
using ChatMemory.Memories;
using ChatMemory.Recall.Shared;
using Google.Protobuf.Collections;
using Qdrant.Client.Grpc;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>A memory as a point: vectors and what is filtered by. Its text stays with the user.</summary>
internal static class PointWriter
{
    public static PointStruct Write(UserScope scope, SharedPoint point)
    {
        var written = new PointStruct { Id = scope.IdOf(point.Memory.Id), Vectors = new() { Vectors_ = Vectors(point) } };
        scope.Mark(written.Payload);
        WriteState(point.Memory, written.Payload);
        WriteTimes(point.Memory, written.Payload);
        WriteMetadata(point.Memory, written.Payload);
        return written;
    }

    public static DenseVector Dense(ReadOnlyMemory<float> vector) => new() { Data = { vector.ToArray() } };

    public static SparseVector Sparse(SparseTerms terms) =>
        new() { Indices = { terms.All.Select(term => term.Index) }, Values = { terms.All.Select(term => term.Weight) } };

    /// <summary>A time as it is stored: whole milliseconds of Unix time, rounded down. Ticks would not fit into the numbers that ranges are made of.</summary>
    public static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    /// <summary>A category as it is compared: without case.</summary>
    public static string Category(string name) => name.ToUpperInvariant();

    private static NamedVectors Vectors(SharedPoint point)
    {
        var vectors = new NamedVectors { Vectors = { [PointFields.Dense] = new() { Dense = Dense(point.Vector) } } };
        if (point.Terms.All.Count > 0)
            vectors.Vectors[PointFields.Sparse] = new() { Sparse = Sparse(point.Terms) };
        return vectors;
    }

    private static void WriteState(Memory memory, MapField<string, Value> payload)
    {
        var stamp = SharedStamp.Of(memory);
        payload[PointFields.Memory] = memory.Id.ToString();
        payload[PointFields.Version] = stamp.Version;
        payload[PointFields.Changed] = stamp.Changed;
        payload[PointFields.Kind] = memory.Kind.ToString();
        Write(payload, PointFields.Agent, memory.Scope.Agent);
        Write(payload, PointFields.App, memory.Scope.App);
        Write(payload, PointFields.Run, memory.Scope.Run);
        Write(payload, PointFields.Session, memory.Provenance.Session?.Value);
        Write(payload, PointFields.Exchange, memory.Provenance.Exchange?.ToString());
        Write(payload, PointFields.Categories, [.. memory.Categories.Select(name => (Value)Category(name))]);
    }

    private static void WriteTimes(Memory memory, MapField<string, Value> payload)
    {
        Write(payload, PointFields.CreatedAt, memory.CreatedAt);
        Write(payload, PointFields.UpdatedAt, memory.UpdatedAt);
        Write(payload, PointFields.SaidAt, memory.SaidAt);
        Write(payload, PointFields.ExpiresAt, memory.ExpiresAt);
        Write(payload, PointFields.ValidFrom, memory.ValidFrom);
        Write(payload, PointFields.ValidUntil, memory.ValidUntil);
    }

    private static void WriteMetadata(Memory memory, MapField<string, Value> payload)
    {
        var tags = new List<Value>();
        var numbers = new List<Value>();
        foreach (var (key, value) in memory.Metadata ?? Enumerable.Empty<KeyValuePair<string, JsonElement>>())
        {
            tags.Add(MetadataTags.Key(key));
            if (MetadataTags.Value(key, value, out _) is { } tag)
                tags.Add(tag);
            if (value.ValueKind == JsonValueKind.Number)
                numbers.Add(Number(key, MetadataTags.Number(value)));
        }

        Write(payload, PointFields.Tags, tags);
        Write(payload, PointFields.Numbers, numbers);
    }

    private static Value Number(string key, double value) =>
        new() { StructValue = new() { Fields = { [PointFields.NumberKey] = key, [PointFields.NumberValue] = value } } };

    private static void Write(MapField<string, Value> payload, string field, string? value)
    {
        if (value is not null)
            payload[field] = value;
    }

    private static void Write(MapField<string, Value> payload, string field, DateTimeOffset? time)
    {
        if (time is { } value)
            payload[field] = Milliseconds(value);
    }

    private static void Write(MapField<string, Value> payload, string field, List<Value> values)
    {
        if (values.Count > 0)
            payload[field] = new Value { ListValue = new() { Values = { values } } };
    }
}
