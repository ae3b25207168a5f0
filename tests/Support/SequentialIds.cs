using System.Buffers.Binary;
using ChatMemory.Keys;

namespace ChatMemory.Support;

/// <summary>Ids that count up, so that two runs of a test have the same ones.</summary>
public sealed class SequentialIds : IIdSource
{
    private int _last;

    public Guid Next()
    {
        Span<byte> bytes = [0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 0];
        BinaryPrimitives.WriteInt32BigEndian(bytes[12..], Interlocked.Increment(ref _last));
        return new(bytes, bigEndian: true);
    }
}
