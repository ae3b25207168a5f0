using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
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

    /// <summary>The direction that was stored, as a unit vector.</summary>
    public static float[] Read(ReadOnlySpan<byte> coarse, ReadOnlySpan<sbyte> fine, float step)
    {
        var vector = new float[coarse.Length];
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (coarse[i] - Offset + ((float)fine[i] / FineSteps)) * step;
        return vector;
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

    /// <summary>Cosine from both bytes of each dimension. The rows are padded, the question is not: its rest counts as nothing.</summary>
    public static float Cosine(ReadOnlySpan<byte> coarse, ReadOnlySpan<sbyte> fine, float step, ReadOnlySpan<float> unit)
    {
        ref var c = ref MemoryMarshal.GetReference(coarse);
        ref var f = ref MemoryMarshal.GetReference(fine);
        ref var u = ref MemoryMarshal.GetReference(unit);
        Vector256<float> sums = default, smalls = default;
        var offset = Vector256.Create((float)Offset);
        var i = 0;
        for (; i <= unit.Length - 16; i += 16)
        {
            // Both halves from one load of sixteen bytes each, widened step by step.
            var (c0, c1) = Vector128.Widen(Vector128.LoadUnsafe(ref c, (nuint)i));
            var (f0, f1) = Vector128.Widen(Vector128.LoadUnsafe(ref f, (nuint)i));
            var u0 = Vector256.LoadUnsafe(ref u, (nuint)i);
            var u1 = Vector256.LoadUnsafe(ref u, (nuint)i + 8);
            sums += ((Floats(c0.AsInt16()) - offset) * u0) + ((Floats(c1.AsInt16()) - offset) * u1);
            smalls += (Floats(f0) * u0) + (Floats(f1) * u1);
        }

        var (sum, small) = (Vector256.Sum(sums), Vector256.Sum(smalls));
        for (; i < unit.Length; i++)
        {
            sum += (coarse[i] - Offset) * unit[i];
            small += fine[i] * unit[i];
        }

        return Math.Clamp((sum + (small / FineSteps)) * step, -1, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Floats(Vector128<short> eight)
    {
        var (low, high) = Vector128.Widen(eight);
        return Vector256.ConvertToSingle(Vector256.Create(low, high));
    }
}
