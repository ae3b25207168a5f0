using System.Numerics.Tensors;

namespace ChatMemory.Recall.Dense;

/// <summary>A question's vector, made ready once.</summary>
internal sealed class PreparedVector
{
    public PreparedVector(ReadOnlySpan<float> vector)
    {
        Unit = new float[vector.Length];
        var length = TensorPrimitives.Norm(vector);
        if (float.IsFinite(length) && length > 0)
            TensorPrimitives.Divide(vector, length, Unit);
        var bytes = new sbyte[Quantizer.Padded(vector.Length)];
        Step = Quantizer.StoreQuery(Unit, bytes);
        Bytes = bytes;
        foreach (var value in bytes)
            Correction += value * Quantizer.Offset;
    }

    public float[] Unit { get; }

    public sbyte[] Bytes { get; }

    public float Step { get; }

    /// <summary>What the offset of the stored bytes adds to every sum.</summary>
    public int Correction { get; }
}
