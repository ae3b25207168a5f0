using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ChatMemory.Recall.Dense;

/// <summary>
/// A direction in two bytes a dimension. The coarse bytes are scanned for every question; the fine bytes hold what the coarse ones rounded away, and
/// together they are as good as 16 bits, which is what the best candidates are compared by again.
/// </summary>
internal static class Quantizer
{
    /// <summary>Coarse values are stored with this added, because the byte instruction takes one operand unsigned.</summary>
    public const int Offset = 128;

    private const int Largest = 127;
    private const int FineSteps = 254;

    /// <summary>Lengths are padded to this, so that loops need no rest.</summary>
    public const int Alignment = 32;

    public static int Padded(int dimensions) => (dimensions + Alignment - 1) / Alignment * Alignment;

    /// <summary>Writes a vector's direction and returns what one coarse step is worth; 0 for a vector without direction.</summary>
    public static float Store(ReadOnlySpan<float> vector, Span<byte> coarse, Span<sbyte> fine)
    {
        coarse.Fill(Offset);
        fine.Clear();
        var length = TensorPrimitives.Norm(vector);
        var step = Math.Abs(TensorPrimitives.MaxMagnitude(vector)) / Largest;
        if (!float.IsFinite(length) || step <= float.Epsilon)
            return 0;

        for (var i = 0; i < vector.Length; i++)
        {
            var steps = vector[i] / step;
            var whole = MathF.Round(steps);
            coarse[i] = (byte)(whole + Offset);
            fine[i] = (sbyte)MathF.Round((steps - whole) * FineSteps);
        }

        return step / length;
    }

    /// <summary>Writes a question's direction as signed bytes and returns what one step is worth.</summary>
    public static float StoreQuery(ReadOnlySpan<float> unit, Span<sbyte> query)
    {
        query.Clear();
        var step = Math.Abs(TensorPrimitives.MaxMagnitude(unit)) / Largest;
        for (var i = 0; step > 0 && i < unit.Length; i++)
            query[i] = (sbyte)MathF.Round(unit[i] / step);
        return step;
    }

    /// <summary>Cosine from both bytes of each dimension.</summary>
    public static float Cosine(ReadOnlySpan<byte> coarse, ReadOnlySpan<sbyte> fine, float step, ReadOnlySpan<float> unit)
    {
        float sum = 0, small = 0;
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<float> sums = default, smalls = default;
            for (; i <= unit.Length - 8; i += 8)
            {
                var question = Vector256.Create(unit.Slice(i, 8));
                sums += (Floats(coarse.Slice(i, 8)) - Vector256.Create((float)Offset)) * question;
                smalls += Floats(fine.Slice(i, 8)) * question;
            }

            (sum, small) = (Vector256.Sum(sums), Vector256.Sum(smalls));
        }

        for (; i < unit.Length; i++)
        {
            sum += (coarse[i] - Offset) * unit[i];
            small += fine[i] * unit[i];
        }

        return Math.Clamp((sum + (small / FineSteps)) * step, -1, 1);
    }

    private static Vector256<float> Floats(ReadOnlySpan<byte> eight)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(eight)).AsByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)).AsInt32());
    }

    private static Vector256<float> Floats(ReadOnlySpan<sbyte> eight)
    {
        var words = Vector128.WidenLower(Vector128.CreateScalar(MemoryMarshal.Read<ulong>(MemoryMarshal.AsBytes(eight))).AsSByte());
        return Vector256.ConvertToSingle(Vector256.Create(Vector128.WidenLower(words), Vector128.WidenUpper(words)));
    }
}
