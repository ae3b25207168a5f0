using ChatMemory.Keys;

namespace ChatMemory.Recall.Shared;

/// <summary>The memories whose state in the shared index may differ from the user's own, until the index has confirmed it.</summary>
internal sealed class IndexOutbox
{
    private readonly Dictionary<MemoryId, long> _changes = [];
    private long _last;

    public int Count => _changes.Count;

    public IReadOnlyCollection<MemoryId> Memories => _changes.Keys;

    public void Add(MemoryId memory) => _changes[memory] = ++_last;

    public IReadOnlyList<KeyValuePair<MemoryId, long>> Next(int most) => [.. _changes.Take(most)];

    /// <summary>Takes out what was written, unless it changed again meanwhile.</summary>
    public void Confirm(IEnumerable<KeyValuePair<MemoryId, long>> written)
    {
        foreach (var (memory, change) in written)
        {
            if (_changes.TryGetValue(memory, out var newest) && newest == change)
                _changes.Remove(memory);
        }
    }

    public void Clear() => _changes.Clear();
}
