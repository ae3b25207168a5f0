namespace ChatMemory.Recall.Storage;

/// <summary>
/// A list that one writer grows and changes while readers keep what they saw. Items lie in chunks, so growing never copies items; a chunk
/// that a snapshot shares is copied before an item of it changes, and appending beyond a snapshot's end needs no copy.
/// </summary>
internal sealed class SharedList<T>
{
    private const int ChunkBits = 9;
    internal const int ChunkSize = 1 << ChunkBits;

    private T[][] _chunks = [];
    private bool[] _owned = [];
    private bool _rootShared;

    public int Count { get; private set; }

    public T this[int index]
    {
        get => _chunks[index >> ChunkBits][index & (ChunkSize - 1)];
        set => Own(index >> ChunkBits)[index & (ChunkSize - 1)] = value;
    }

    public void Add(T item)
    {
        var chunk = Count >> ChunkBits;
        if ((Count & (ChunkSize - 1)) == 0)
            AddChunk(chunk);
        _chunks[chunk][Count & (ChunkSize - 1)] = item;
        Count++;
    }

    /// <summary>The list as it is now. O(1) beside forgetting which chunks are the writer's own.</summary>
    public Snapshot ToSnapshot()
    {
        _rootShared = true;
        Array.Clear(_owned);
        return new(_chunks, Count);
    }

    private void AddChunk(int chunk)
    {
        // A snapshot never looks beyond its count, so a free place of a shared root may be filled.
        if (chunk == _chunks.Length)
        {
            Array.Resize(ref _chunks, Math.Max(4, chunk * 2));
            Array.Resize(ref _owned, _chunks.Length);
            _rootShared = false;
        }

        _chunks[chunk] = new T[ChunkSize];
        _owned[chunk] = true;
    }

    private T[] Own(int chunk)
    {
        if (_owned[chunk])
            return _chunks[chunk];
        if (_rootShared)
        {
            _chunks = [.. _chunks];
            _rootShared = false;
        }

        _owned[chunk] = true;
        return _chunks[chunk] = [.. _chunks[chunk]];
    }

    internal readonly struct Snapshot(T[][] chunks, int count)
    {
        public int Count => count;

        public T this[int index] => chunks[index >> ChunkBits][index & (ChunkSize - 1)];

        /// <summary>The items of one chunk, for loops over all.</summary>
        public ReadOnlySpan<T> Chunk(int chunk) =>
            chunks[chunk].AsSpan(0, Math.Min(ChunkSize, count - (chunk << ChunkBits)));

        public int Chunks => (count + ChunkSize - 1) >> ChunkBits;
    }
}
