using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>Names one memory of a user. Made by the server; sorts by time of creation.</summary>
/// <param name="Value">A version 7 UUID (RFC 9562).</param>
[JsonConverter(typeof(ParsableJsonConverter<MemoryId>))]
public readonly record struct MemoryId(Guid Value) : IParsable<MemoryId>
{
    /// <inheritdoc/>
    public static MemoryId Parse(string s, IFormatProvider? provider = null) => new(Guid.ParseExact(s, "D"));

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out MemoryId result)
    {
        var valid = Guid.TryParseExact(s, "D", out var value);
        result = new(value);
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
