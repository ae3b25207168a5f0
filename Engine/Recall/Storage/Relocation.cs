using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Recall.Storage;

/// <summary>
/// Moves what is left of a store into a fresh one, a few memories with each change, so that the waste of removed ones is given up without a pause. Changes go
/// to both: to the fresh store only where it has the memory already, for the rest is still to be moved.
/// </summary>
internal sealed class Relocation(MemoryStore from)
{
    private readonly MemoryStore _to = new();
    private int _next;

    public void Put(Memory memory)
    {
        if (_to.Find(memory.Id) is not null)
            _to.Put(memory);
    }

    public void SetVector(MemoryId id, int version, ReadOnlySpan<float> vector)
    {
        if (_to.Find(id) is not null)
            _to.SetVector(id, version, vector);
    }

    public void Remove(MemoryId id) => _to.Remove(id);

    /// <summary>Moves up to <paramref name="most"/> slots; the fresh store once it has everything.</summary>
    public MemoryStore? Move(int most)
    {
        var end = Math.Min(_next + most, from.Slots);
        for (; _next < end; _next++)
        {
            if (from.PlacedAt(_next) is { } memory)
                Move(memory);
        }

        return _next == from.Slots ? _to : null;
    }

    private void Move(IndexedMemory memory)
    {
        var moved = _to.Put(memory.Memory);
        if (memory.Row != IndexedMemory.NoRow && moved.Row == IndexedMemory.NoRow)
            _to.CopyVector(moved, from.Vectors, memory.Row);
    }
}
