namespace ChatMemory.Memories;

/// <summary>A memory with the numbers of the records that hold its text: nearly always one.</summary>
internal sealed class MemoryEntry(Memory memory, long first)
{
    private List<long>? _later;

    public Memory Memory { get; set; } = memory;

    /// <summary>The record that stored it: memories are listed by this.</summary>
    public long First { get; } = first;

    /// <summary>Whether it was deleted and only waits for its place in the list to be cleared.</summary>
    public bool Deleted { get; set; }

    public IEnumerable<long> Records => _later is null ? [First] : [First, .. _later];

    public void TextIsIn(long record)
    {
        if (record != First)
            (_later ??= []).Add(record);
    }
}
