using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatMemory.Cluster.Wire;

/// <summary>
/// A list that travels as one JSON array, whatever list the engine gave: some lists that the compiler makes have no name that
/// another process could know.
/// </summary>
[JsonConverter(typeof(WireListConverter))]
internal sealed class WireList<T>(T[] items) : IReadOnlyList<T>
{
    public int Count => items.Length;

    public T this[int index] => items[index];

    internal T[] Items => items;

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();
}

internal static class WireList
{
    public static WireList<T> Of<T>(IEnumerable<T> items) => items as WireList<T> ?? new([.. items]);
}

internal sealed class WireListConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => true;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OfItems<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class OfItems<T> : JsonConverter<WireList<T>>
    {
        public override WireList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, WireList<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Items, options);
    }
}
