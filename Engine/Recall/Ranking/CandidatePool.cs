using ChatMemory.Memories;
using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Ranking;

/// <summary>The memories that are looked at closely: the best by words, the best by meaning, and the turns next to them. Only those that may be found.</summary>
internal sealed class CandidatePool(MemoryStoreView store, RecallQuery query, DateTimeOffset now, int size)
{
    private readonly HashSet<int> _slots = [];

    public IReadOnlyCollection<int> Slots => _slots;

    public bool Admits(IndexedMemory memory) => memory.Memory.IsCurrent(now) && query.Filter.Matches(memory.Memory);

    public void AddByWords(LexicalScores words)
    {
        var best = new TopSlots(size, Admits);
        words.OfferTo(best);
        _slots.UnionWith(best.Slots);
    }

    /// <summary>False when the budget ended first.</summary>
    public bool AddByMeaning(PreparedVector meaning, CancellationToken budget)
    {
        var best = new TopSlots(size, Admits);
        var complete = store.Vectors.Scan(meaning, best, budget);
        _slots.UnionWith(best.Slots);
        return complete;
    }

    public void AddNeighbours()
    {
        foreach (var slot in _slots.ToArray())
        {
            Add(store.Previous(store.Memories[slot]!));
            Add(store.Next(store.Memories[slot]!));
        }
    }

    private void Add(IndexedMemory? memory)
    {
        if (memory is not null && !_slots.Contains(memory.Slot) && Admits(memory))
            _slots.Add(memory.Slot);
    }

    private bool Admits(int slot, int row) =>
        store.Memories[slot] is { } memory && (row < 0 || memory.Row == row) && Admits(memory);
}
