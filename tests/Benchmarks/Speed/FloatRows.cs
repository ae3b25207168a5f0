namespace ChatMemory.Benchmarks.Speed;

/// <summary>Vectors for the plain scan, in arrays so large that the collector never moves them: its pauses are to be those of the index.</summary>
internal sealed class FloatRows(int dimensions)
{
    private const int RowsPerChunk = 64;

    private readonly List<float[]> _chunks = [];

    public int Count { get; private set; }

    public ReadOnlySpan<float> this[int row] => _chunks[row / RowsPerChunk].AsSpan(row % RowsPerChunk * dimensions, dimensions);

    public void Add(ReadOnlySpan<float> vector)
    {
        if (Count % RowsPerChunk == 0)
            _chunks.Add(GC.AllocateUninitializedArray<float>(RowsPerChunk * dimensions));
        vector.CopyTo(_chunks[^1].AsSpan(Count % RowsPerChunk * dimensions));
        Count++;
    }
}
