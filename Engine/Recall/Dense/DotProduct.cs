using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ChatMemory.Recall.Dense;

/// <summary>
/// The sum of products of a row of unsigned and a row of signed bytes, exact. The hot loop of recall: it reads each stored vector once per question,
/// so it should keep up with memory.
/// </summary>
internal static class DotProduct
{
    /// <summary>Both of the same length, a multiple of 32.</summary>
    public static int Of(ReadOnlySpan<byte> row, ReadOnlySpan<sbyte> query)
    {
        ref var a = ref MemoryMarshal.GetReference(row);
        ref var b = ref MemoryMarshal.GetReference(query);
        return AvxVnni.IsSupported ? Vnni(ref a, ref b, row.Length)
            : Avx2.IsSupported ? Widening(ref a, ref b, row.Length)
            : Portable(ref a, ref b, row.Length);
    }

    // Four accumulators, because each multiply-add waits some five cycles for its own sum.
    private static int Vnni(ref byte row, ref sbyte query, int length)
    {
        Vector256<int> s0 = default, s1 = default, s2 = default, s3 = default;
        var i = 0;
        for (; i <= length - 128; i += 128)
        {
            s0 = AvxVnni.MultiplyWideningAndAdd(s0, Row(ref row, i), Query(ref query, i));
            s1 = AvxVnni.MultiplyWideningAndAdd(s1, Row(ref row, i + 32), Query(ref query, i + 32));
            s2 = AvxVnni.MultiplyWideningAndAdd(s2, Row(ref row, i + 64), Query(ref query, i + 64));
            s3 = AvxVnni.MultiplyWideningAndAdd(s3, Row(ref row, i + 96), Query(ref query, i + 96));
        }

        for (; i < length; i += 32)
            s0 = AvxVnni.MultiplyWideningAndAdd(s0, Row(ref row, i), Query(ref query, i));
        return Vector256.Sum(s0 + s1 + (s2 + s3));
    }

    // Widened to 16 bits first: the byte instruction of AVX2 saturates.
    internal static int Widening(ref byte row, ref sbyte query, int length)
    {
        Vector256<int> sum = default;
        for (var i = 0; i < length; i += 16)
        {
            var a = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref row, (nuint)i));
            var b = Avx2.ConvertToVector256Int16(Vector128.LoadUnsafe(ref query, (nuint)i));
            sum += Avx2.MultiplyAddAdjacent(a, b);
        }

        return Vector256.Sum(sum);
    }

    internal static int Portable(ref byte row, ref sbyte query, int length)
    {
        Vector128<int> sum = default;
        for (var i = 0; i < length; i += 16)
        {
            var (a0, a1) = Vector128.Widen(Vector128.LoadUnsafe(ref row, (nuint)i));
            var (b0, b1) = Vector128.Widen(Vector128.LoadUnsafe(ref query, (nuint)i));
            sum += Products(a0.AsInt16(), b0) + Products(a1.AsInt16(), b1);
        }

        return Vector128.Sum(sum);
    }

    private static Vector128<int> Products(Vector128<short> a, Vector128<short> b)
    {
        var (a0, a1) = Vector128.Widen(a);
        var (b0, b1) = Vector128.Widen(b);
        return (a0 * b0) + (a1 * b1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> Row(ref byte row, int i) => Vector256.LoadUnsafe(ref row, (nuint)i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<sbyte> Query(ref sbyte query, int i) => Vector256.LoadUnsafe(ref query, (nuint)i);
}
