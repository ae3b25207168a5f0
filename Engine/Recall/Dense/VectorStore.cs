using ChatMemory.Recall.Ranking;

namespace ChatMemory.Recall.Dense;

/// <summary>
/// All vectors of a user's memories, appended row by row: two bytes a dimension (padded to 32) and 8 bytes beside. A row never changes; which row a
/// memory has stands with the memory, so a replaced row is just no longer asked for.
/// </summary>
internal sealed class VectorStore
{
    // Small enough that making room never takes long, large enough that a scan runs straight on.
    private const int RowsPerChunk = 128;

    // Most users have few memories: their only chunk begins small and is copied into a larger one when it is full.
    private const int FirstRows = 8;
    private const int Growth = 4;

    private Chunk[] _chunks = [];
    private int _dimensions;
    private int _padded;

    public int Rows { get; private set; }

    /// <summary>0 until the first vector says.</summary>
    public int Dimensions => _dimensions;

    /// <summary>Appends a vector and returns its row.</summary>
    public int Add(int slot, ReadOnlySpan<float> vector)
    {
        if (_dimensions == 0)
            (_dimensions, _padded) = (vector.Length, Quantizer.Padded(vector.Length));
        if (vector.Length != _dimensions)
            throw new ArgumentException($"A vector of {vector.Length} dimensions does not fit into an index of {_dimensions}.", nameof(vector));

        var (chunk, row) = Room();
        chunk.Slots[row] = slot;
        chunk.Steps[row] = Quantizer.Store(vector, chunk.Coarse.AsSpan(row * _padded, _padded), chunk.Fine.AsSpan(row * _padded, _padded));
        return Rows++;
    }

    /// <summary>Copies a row of another store of the same dimensions.</summary>
    public int AddFrom(View other, int row, int slot)
    {
        (_dimensions, _padded) = (other.Dimensions, Quantizer.Padded(other.Dimensions));
        var (chunk, at) = Room();
        other.CopyTo(row, chunk.Coarse.AsSpan(at * _padded, _padded), chunk.Fine.AsSpan(at * _padded, _padded), out chunk.Steps[at]);
        chunk.Slots[at] = slot;
        return Rows++;
    }

    public View ToView() => new(_chunks, Rows, _dimensions);

    private (Chunk Chunk, int Row) Room()
    {
        var chunk = Rows / RowsPerChunk;
        if (chunk == _chunks.Length)
            Array.Resize(ref _chunks, Math.Max(4, chunk * 2));
        var row = Rows % RowsPerChunk;
        if (_chunks[chunk] is not { } place)
            _chunks[chunk] = new(chunk == 0 ? FirstRows : RowsPerChunk, _padded);
        else if (row == place.Slots.Length)
            // A view that sees the copy finds the same rows in it.
            Volatile.Write(ref _chunks[chunk], place.Grown(Math.Min(RowsPerChunk, row * Growth), _padded));
        return (_chunks[chunk], row);
    }

    internal sealed class Chunk(int rows, int padded)
    {
        public byte[] Coarse { get; } = GC.AllocateUninitializedArray<byte>(rows * padded);

        public sbyte[] Fine { get; } = GC.AllocateUninitializedArray<sbyte>(rows * padded);

        public float[] Steps { get; } = new float[rows];

        public int[] Slots { get; } = new int[rows];

        public Chunk Grown(int rows, int padded)
        {
            var grown = new Chunk(rows, padded);
            Coarse.CopyTo(grown.Coarse, 0);
            Fine.CopyTo(grown.Fine, 0);
            Steps.CopyTo(grown.Steps, 0);
            Slots.CopyTo(grown.Slots, 0);
            return grown;
        }
    }

    /// <summary>The rows there were when it was taken.</summary>
    internal readonly struct View
    {
        private readonly Chunk[] _chunks;
        private readonly int _padded;

        internal View(Chunk[] chunks, int rows, int dimensions) =>
            (_chunks, Rows, Dimensions, _padded) = (chunks, rows, dimensions, Quantizer.Padded(dimensions));

        public int Rows { get; }

        public int Dimensions { get; }

        public int SlotOf(int row) => _chunks[row / RowsPerChunk].Slots[row % RowsPerChunk];

        /// <summary>Offers the approximate cosine of every row to <paramref name="best"/>; false when the budget ended first.</summary>
        public bool Scan(PreparedVector query, TopSlots best, CancellationToken budget)
        {
            for (var start = 0; start < Rows; start += RowsPerChunk)
            {
                if (budget.IsCancellationRequested)
                    return false;
                Scan(_chunks[start / RowsPerChunk], start, Math.Min(RowsPerChunk, Rows - start), query, best);
            }

            return true;
        }

        /// <summary>The cosine of one row, exact to about 16 bits.</summary>
        public float Cosine(int row, PreparedVector query)
        {
            var chunk = _chunks[row / RowsPerChunk];
            var at = row % RowsPerChunk;
            return Quantizer.Cosine(chunk.Coarse.AsSpan(at * _padded, _padded), chunk.Fine.AsSpan(at * _padded, _padded), chunk.Steps[at], query.Unit);
        }

        /// <summary>The cosine of one row from the coarse bytes only: good to two digits, and many times quicker.</summary>
        public float RoughCosine(int row, PreparedVector query)
        {
            var chunk = _chunks[row / RowsPerChunk];
            var at = row % RowsPerChunk;
            return (DotProduct.Of(chunk.Coarse.AsSpan(at * _padded, _padded), query.Bytes) - query.Correction) * chunk.Steps[at] * query.Step;
        }

        /// <summary>The direction of one row, exact to about 16 bits.</summary>
        public float[] Read(int row)
        {
            var chunk = _chunks[row / RowsPerChunk];
            var start = row % RowsPerChunk * _padded;
            return Quantizer.Read(chunk.Coarse.AsSpan(start, Dimensions), chunk.Fine.AsSpan(start, Dimensions), chunk.Steps[row % RowsPerChunk]);
        }

        public void CopyTo(int row, Span<byte> coarse, Span<sbyte> fine, out float step)
        {
            var chunk = _chunks[row / RowsPerChunk];
            var at = row % RowsPerChunk;
            chunk.Coarse.AsSpan(at * _padded, _padded).CopyTo(coarse);
            chunk.Fine.AsSpan(at * _padded, _padded).CopyTo(fine);
            step = chunk.Steps[at];
        }

        private void Scan(Chunk chunk, int first, int rows, PreparedVector query, TopSlots best)
        {
            var coarse = chunk.Coarse.AsSpan();
            for (var row = 0; row < rows; row++)
            {
                var dot = DotProduct.Of(coarse.Slice(row * _padded, _padded), query.Bytes) - query.Correction;
                var cosine = dot * chunk.Steps[row] * query.Step;
                if (cosine >= best.Least)
                    best.Offer(chunk.Slots[row], first + row, cosine);
            }
        }
    }
}
