using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall;

/// <summary>
/// What one user's memories are found by: words, vectors, times, speakers and neighbours. Disposable: built again from the same memories in the same order it answers
/// the same. It has one writer; questions go to <see cref="View"/>s, on any thread. No call takes longer than a few milliseconds, however large it grows.
/// </summary>
/// <remarks>
/// A vector takes two bytes a dimension (padded to 32) and eight beside: 3,080 bytes for 1,536 dimensions. What is removed is given up when it comes to more than
/// what remains, little by little with later changes.
/// </remarks>
/// <param name="options">How it ranks.</param>
public sealed class RecallIndex(RecallOptions options)
{
    // Below this, waste is not worth moving for.
    private const int LeastWaste = 1_024;
    private const int MovedAtOnce = 16;

    private MemoryStore _store = new();
    private Relocation? _relocation;

    /// <summary>How many memories it holds.</summary>
    public int Count => _store.Count;

    /// <summary>How many of them have no vector yet.</summary>
    public int MissingVectors => _store.Count - _store.WithVector;

    /// <summary>Places in use, wasted ones included.</summary>
    internal int Slots => _store.Slots;

    /// <summary>How many numbers a vector has; 0 until there was one.</summary>
    public int Dimensions => _store.Vectors.Dimensions;

    /// <summary>Adds a memory or replaces the one of that id. A new text drops the old one's vector.</summary>
    public void Put(Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        _store.Put(memory);
        _relocation?.Put(memory);
        Tidy();
    }

    /// <summary>Gives a memory its vector. All vectors of an index have the same dimensions; those of another model need another index.</summary>
    /// <returns>False when the memory, or that version of its text, is gone.</returns>
    /// <exception cref="ArgumentException">The vector has other dimensions than those before.</exception>
    public bool SetVector(MemoryId id, int version, ReadOnlySpan<float> vector)
    {
        var set = _store.SetVector(id, version, vector);
        _relocation?.SetVector(id, version, vector);
        Tidy();
        return set;
    }

    /// <summary>Removes a memory; views taken from now on do not have it.</summary>
    public void Remove(MemoryId id)
    {
        _store.Remove(id);
        _relocation?.Remove(id);
        Tidy();
    }

    /// <summary>Whether it has a memory.</summary>
    public bool Has(MemoryId id) => _store.Find(id) is not null;

    /// <summary>The direction of a memory's vector, exact to about 16 bits; null when it has none.</summary>
    public float[]? VectorOf(MemoryId id) => _store.Find(id) is { Row: >= 0 } memory ? _store.Vectors.Read(memory.Row) : null;

    /// <summary>The index as it is now, whatever happens to it later.</summary>
    /// <param name="proposed">The memories to compare by meaning, best first; null means all. Those found by words come to them.</param>
    public RecallView View(IReadOnlyCollection<MemoryId>? proposed = null) =>
        new(_store.View(), options, proposed is null ? null : [.. proposed.Select(_store.Find).OfType<IndexedMemory>().Select(memory => memory.Slot)]);

    private void Tidy()
    {
        if (_relocation is null && _store.Wasted > Math.Max(LeastWaste, _store.Count))
            _relocation = new(_store);
        if (_relocation?.Move(MovedAtOnce) is not { } tidy)
            return;
        _store = tidy;
        _relocation = null;
    }
}
