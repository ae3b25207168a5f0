using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using ChatMemory.Serialization;

namespace ChatMemory.Keys;

/// <summary>
/// Names one memory. Made by the server. It carries the epoch of its user's journal, so that a caller who knows nothing but the id can be
/// led to the user within the tenant. It does not sort by time.
/// </summary>
/// <param name="Value">A version 8 UUID (RFC 9562): 48 bits of the journal's epoch, the rest random.</param>
[JsonConverter(typeof(ParsableJsonConverter<MemoryId>))]
public readonly record struct MemoryId(Guid Value) : IParsable<MemoryId>
{
    private const int EpochBits = 48;
    private const int VersionShift = 12;
    private const ulong RandomA = 0x0FFF;
    private const ulong Version = 8;

    /// <summary>The epoch of the journal whose memory it names; null when the id is of another form and cannot say.</summary>
    public long? Epoch => Value.Version == (int)Version ? (long)(Upper(Value) >> (64 - EpochBits)) : null;

    /// <summary>Makes an id.</summary>
    /// <param name="epoch">The epoch of the user's journal.</param>
    /// <param name="random">Any UUID never used before: its random bits make the id's.</param>
    public static MemoryId Of(long epoch, Guid random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(epoch, 1L << EpochBits);
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, ((ulong)epoch << (64 - EpochBits)) | (Version << VersionShift) | (Upper(random) & RandomA));
        return new(new Guid(bytes, bigEndian: true));
    }

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

    private static ulong Upper(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }
}
