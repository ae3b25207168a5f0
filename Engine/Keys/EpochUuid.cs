using System.Buffers.Binary;

namespace ChatMemory.Keys;

/// <summary>
/// Ids that lead to the journal they belong to: version 8 UUIDs (RFC 9562) of 48 bits of the journal's epoch and 74 random bits. They do not
/// sort by time.
/// </summary>
public static class EpochUuid
{
    private const int EpochBits = 48;
    private const int EpochShift = 64 - EpochBits;
    private const int VersionShift = 12;
    private const int Version = 8;
    private const ulong RandomBits = 0x0FFF;
    private const int Bytes = 16;

    /// <summary>Makes an id.</summary>
    /// <param name="epoch">The journal's epoch.</param>
    /// <param name="random">Any UUID: its random bits make the id's.</param>
    public static Guid Of(long epoch, Guid random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(epoch, 1L << EpochBits);
        Span<byte> bytes = stackalloc byte[Bytes];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        var upper = ((ulong)epoch << EpochShift) | ((ulong)Version << VersionShift) | (Upper(bytes) & RandomBits);
        BinaryPrimitives.WriteUInt64BigEndian(bytes, upper);
        return new(bytes, bigEndian: true);
    }

    /// <summary>The epoch that an id carries; null when it is of another form.</summary>
    public static long? EpochOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return id.Version == Version ? (long)(Upper(bytes) >> EpochShift) : null;
    }

    private static ulong Upper(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(bytes);
}
