using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ChatMemory.Memories;

/// <summary>Stands for some texts in 16 bytes: equal texts have equal ones, and two others never meet by accident or on purpose.</summary>
internal readonly record struct Fingerprint(UInt128 Value)
{
    public static Fingerprint Of(params ReadOnlySpan<string?> parts)
    {
        var size = 0;
        foreach (var part in parts)
            size += sizeof(int) + (part?.Length ?? 0) * sizeof(char);

        var buffer = ArrayPool<byte>.Shared.Rent(size);
        Fill(buffer, parts);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(buffer.AsSpan(0, size), hash);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return new(BinaryPrimitives.ReadUInt128LittleEndian(hash));
    }

    public override string ToString() => Value.ToString("x32");

    // Lengths keep ("ab", "c") and ("a", "bc") apart, and null from "".
    private static void Fill(Span<byte> buffer, ReadOnlySpan<string?> parts)
    {
        foreach (var part in parts)
        {
            BinaryPrimitives.WriteInt32LittleEndian(buffer, part?.Length ?? -1);
            var text = MemoryMarshal.AsBytes(part.AsSpan());
            text.CopyTo(buffer[sizeof(int)..]);
            buffer = buffer[(sizeof(int) + text.Length)..];
        }
    }
}
