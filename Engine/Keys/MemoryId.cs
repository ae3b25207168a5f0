using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>
/// Names one memory. Made by the server. It carries the epoch of its user's journal, so that a caller who knows nothing but the id can be
/// led to the user within the tenant. It does not sort by time.
/// </summary>
/// <param name="Value">An <see cref="EpochUuid"/>.</param>
[JsonConverter(typeof(ParsableJsonConverter<MemoryId>))]
public readonly record struct MemoryId(Guid Value) : IParsable<MemoryId>
{
    /// <summary>The epoch of the journal whose memory it names; null when the id is of another form and cannot say.</summary>
    public long? Epoch => EpochUuid.EpochOf(Value);

    /// <summary>Makes an id.</summary>
    /// <param name="epoch">The epoch of the user's journal.</param>
    /// <param name="random">Any UUID never used before: its random bits make the id's.</param>
    public static MemoryId Of(long epoch, Guid random) => new(EpochUuid.Of(epoch, random));

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
