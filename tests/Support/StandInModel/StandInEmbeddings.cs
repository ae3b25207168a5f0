using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ChatMemory.Support.StandIn;

/// <summary>Embeddings that depend on nothing but their text.</summary>
public static class StandInEmbeddings
{
    /// <summary>How many numbers when the request does not say.</summary>
    public const int Dimensions = 16;

    /// <summary>The embedding of a text.</summary>
    public static float[] VectorOf(string text, int dimensions = Dimensions)
    {
        var seed = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        var random = new Random(seed);
        return [.. Enumerable.Range(0, dimensions).Select(_ => random.NextSingle() - 0.5f)];
    }

    /// <summary>The reply to a request, in the format that it asks for.</summary>
    public static ModelReply Of(ReceivedRequest request) => Of(request, AsksForBase64(request));

    /// <summary>The reply to a request, as base64 or as numbers.</summary>
    public static ModelReply Of(ReceivedRequest request, bool base64)
    {
        var dimensions = request.Body.TryGetProperty("dimensions", out var asked) ? asked.GetInt32() : Dimensions;
        var texts = request.Body.GetProperty("input").EnumerateArray().Select(text => text.GetString()!);
        return Of([.. texts.Select(text => VectorOf(text, dimensions))], base64);
    }

    /// <summary>A reply of these vectors, last first: their index says where they belong.</summary>
    public static ModelReply Of(IReadOnlyList<float[]> vectors, bool base64 = false)
    {
        var data = vectors.Select((vector, index) => $"{{\"object\":\"embedding\",\"index\":{index},\"embedding\":{Write(vector, base64)}}}").Reverse();
        return ModelReply.Raw(
            "application/json",
            $"{{\"object\":\"list\",\"data\":[{string.Join(',', data)}],\"model\":\"stand-in\",\"usage\":{{\"prompt_tokens\":{vectors.Count},\"total_tokens\":{vectors.Count}}}}}");
    }

    private static bool AsksForBase64(ReceivedRequest request) =>
        request.Body.TryGetProperty("encoding_format", out var format) && format.ValueEquals("base64");

    private static string Write(float[] vector, bool base64) => base64
        ? $"\"{Convert.ToBase64String(MemoryMarshal.AsBytes(vector.AsSpan()))}\""
        : JsonSerializer.Serialize(vector);
}
