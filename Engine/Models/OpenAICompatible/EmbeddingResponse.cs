using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Reads embeddings, whether as base64 or as numbers, in whatever order they come.</summary>
internal static class EmbeddingResponse
{
    /// <summary>The embeddings in the order of their texts.</summary>
    /// <exception cref="ModelException">It cannot be read, or is not one embedding for each text, all of one length.</exception>
    public static GeneratedEmbeddings<Embedding<float>> Read(ReadOnlySpan<byte> json, int expected)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            return Read(ref reader, expected);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            throw ModelFailure.Garbled();
        }
    }

    private static GeneratedEmbeddings<Embedding<float>> Read(ref Utf8JsonReader reader, int expected)
    {
        var vectors = new float[expected][];
        UsageDetails? usage = null;
        ChatChunk.Require(ref reader, JsonTokenType.StartObject);
        while (ChatChunk.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("data"u8))
                ReadData(ref reader, vectors);
            else if (reader.ValueTextEquals("usage"u8))
                usage = ChatUsage.Read(ref reader);
            else if (reader.ValueTextEquals("error"u8) && ChatChunk.EnterOrNull(ref reader, JsonTokenType.StartObject))
                throw ModelFailure.Reported();
            else
                reader.Skip();
        }

        if (vectors.Any(vector => vector is not { Length: > 0 } || vector.Length != vectors[0].Length))
            throw ModelFailure.Garbled();
        return new(vectors.Select(vector => new Embedding<float>(vector))) { Usage = usage };
    }

    private static void ReadData(ref Utf8JsonReader reader, float[]?[] vectors)
    {
        reader.Read();
        ChatChunk.Require(ref reader, JsonTokenType.StartArray);
        for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
        {
            var (index, vector) = ReadOne(ref reader, place);
            if (index < 0 || index >= vectors.Length || vectors[index] is not null)
                throw ModelFailure.Garbled();
            vectors[index] = vector;
        }
    }

    private static (int Index, float[]? Vector) ReadOne(ref Utf8JsonReader reader, int place)
    {
        float[]? vector = null;
        ChatChunk.Require(ref reader, JsonTokenType.StartObject);
        while (ChatChunk.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
                place = ReadIndex(ref reader);
            else if (reader.ValueTextEquals("embedding"u8))
                vector = ReadVector(ref reader);
            else
                reader.Skip();
        }

        return (place, vector);
    }

    private static int ReadIndex(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetInt32();
    }

    private static float[] ReadVector(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return Finite(MemoryMarshal.Cast<byte, float>(reader.GetBytesFromBase64()).ToArray());
        ChatChunk.Require(ref reader, JsonTokenType.StartArray);
        var numbers = new List<float>(1536);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            numbers.Add(reader.GetSingle());
        return Finite([.. numbers]);
    }

    private static float[] Finite(float[] vector) => Array.TrueForAll(vector, float.IsFinite) ? vector : throw new JsonException();
}
