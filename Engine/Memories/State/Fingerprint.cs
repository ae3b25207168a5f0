using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace ChatMemory.Memories;

/// <summary>Stands for some texts in 16 bytes: equal texts have equal ones, and two others never meet by accident or on purpose.</summary>
internal readonly record struct Fingerprint(UInt128 Value)
{
    public static Fingerprint Of(params ReadOnlySpan<string?> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var part in parts)
        {
            // Lengths keep ("ab", "c") and ("a", "bc") apart, and null from "".
            BinaryPrimitives.WriteInt32LittleEndian(length, part?.Length ?? -1);
            hash.AppendData(length);
            hash.AppendData(Encoding.UTF8.GetBytes(part ?? ""));
        }

        return new(BinaryPrimitives.ReadUInt128LittleEndian(hash.GetHashAndReset()));
    }

    public override string ToString() => Value.ToString("x32");
}
