using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Finds memories by what they say. Only what has not ended is in it; expiry comes with time and is the asker's to check.</summary>
internal sealed class MemoryLookups
{
    private readonly MemoryLookup _exact = new();
    private readonly MemoryLookup _topics = new();
    private readonly MemoryLookup _slots = new();

    public void Add(Memory memory) => Each(memory, static (lookup, key, id) => lookup.Add(key, id));

    public void Remove(Memory memory) => Each(memory, static (lookup, key, id) => lookup.Remove(key, id));

    public IEnumerable<MemoryId> WithSameWords(Fingerprint exact) => _exact.Find(exact);

    public IEnumerable<MemoryId> OnTopic(Fingerprint topic) => _topics.Find(topic);

    public IEnumerable<MemoryId> InSlot(Fingerprint slot) => _slots.Find(slot);

    private void Each(Memory memory, Action<MemoryLookup, Fingerprint, MemoryId> change)
    {
        if (memory.ValidUntil is not null)
            return;
        change(_exact, MemoryKeys.Exact(memory), memory.Id);
        if (memory.Kind == MemoryKind.Episode)
            return;
        change(_topics, MemoryKeys.Topic(Statement.Read(memory.Text), memory.Scope, memory.Speaker), memory.Id);
        if (memory.Slot is { } slot)
            change(_slots, MemoryKeys.Slot(slot, memory.Scope, memory.Speaker), memory.Id);
    }
}
