using System.Globalization;
using System.Text.Json;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>
/// Metadata as keywords, because a caller's key may hold anything while Qdrant reads paths out of field names. Each is a small JSON array:
/// <c>["key"]</c> says that there is such a key, <c>["key",value]</c> what it is.
/// </summary>
internal static class MetadataTags
{
    // What is longer is known by its key only.
    private const int LongestValue = 256;

    public static string Key(string key) => JsonSerializer.Serialize<string[]>([key]);

    /// <summary>The tag that equal values have in common; null for what has none.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value.</param>
    /// <param name="isExact">Whether only equal values have it. Not so of numbers, which are equal to any number of digits.</param>
    public static string? Value(string key, JsonElement value, out bool isExact)
    {
        isExact = value.ValueKind != JsonValueKind.Number;
        return value.ValueKind switch
        {
            JsonValueKind.String => Text(value) is { Length: <= LongestValue } text ? JsonSerializer.Serialize<string[]>([key, text]) : null,
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null => Raw(key, value.GetRawText()),
            JsonValueKind.Number => Raw(key, (Number(value) + 0.0).ToString("R", CultureInfo.InvariantCulture)),
            _ => null,
        };
    }

    /// <summary>A number as it is compared; what is too large for that is the largest.</summary>
    public static double Number(JsonElement value) =>
        Math.Clamp(double.Parse(value.GetRawText(), CultureInfo.InvariantCulture), double.MinValue, double.MaxValue);

    private static string Raw(string key, string value) => string.Concat(Key(key).AsSpan()[..^1], ",", value, "]");

    // Half a character can be written in JSON, but not read as text.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
