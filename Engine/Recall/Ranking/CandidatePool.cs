using ChatMemory.Memories;
using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Ranking;

/// <summary>The memories that are looked at closely: the best by words, the best by meaning, and the turns next to them. Only those that may be found.</summary>
internal sealed class CandidatePool(MemoryStoreView store, RecallQuery query, DateTimeOffset now, int size)
{
    // The best bring their neighbours along: the answer often stands beside what the question's words find.
    private const int WithNeighbours = 50;

    private readonly long _now = now.UtcTicks;
    private readonly HashSet<int> _slots = [];
    private readonly HashSet<int> _best = [];

    public IReadOnlyCollection<int> Slots => _slots;

    /// <summary>False when the budget ended before all vectors were compared.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Whether the memory of a slot may be found.</summary>
    public bool Admits(int slot) => IsCurrent(slot) && (query.Filter is null || query.Filter.Matches(store.Memories[slot]!.Memory));

    /// <summary>A neighbour, unless it may not be found: then it must not show through its neighbours either.</summary>
    public IndexedMemory? Admitted(IndexedMemory? memory) => memory is not null && Admits(memory.Slot) ? memory : null;

    public void AddPinned() => _slots.UnionWith(store.Pinned.Where(slot => Admits(slot)));

    public void AddByWords(LexicalScores words)
    {
        var best = new TopSlots(size, Admits);
        words.OfferTo(best);
        Add(best);
    }

    public void AddByMeaning(PreparedVector meaning, CancellationToken budget)
    {
        var best = new TopSlots(size, Admits);
        IsComplete = store.Vectors.Scan(meaning, best, budget);
        Add(best);
    }

    /// <summary>Takes what was found elsewhere, best first, as far as it may be found.</summary>
    public void AddProposed(IEnumerable<int> proposed)
    {
        var slots = proposed.Where(slot => Admits(slot)).ToList();
        _slots.UnionWith(slots);
        _best.UnionWith(slots.Take(WithNeighbours));
    }

    public void AddNeighbours()
    {
        foreach (var slot in _best)
        {
            Add(store.Previous(store.Memories[slot]!));
            Add(store.Next(store.Memories[slot]!));
        }
    }

    private bool IsCurrent(int slot) => query.IncludeExpired
        ? store.Memories[slot]?.Memory is { } memory && (memory.ValidUntil is not { } until || until > now)
        : store.Ends[slot] > _now;

    private void Add(TopSlots top)
    {
        var slots = top.Slots.ToList();
        _slots.UnionWith(slots);
        _best.UnionWith(slots.Take(WithNeighbours));
    }

    private void Add(IndexedMemory? memory)
    {
        if (memory is not null && !_slots.Contains(memory.Slot) && Admits(memory.Slot))
            _slots.Add(memory.Slot);
    }

    private bool Admits(int slot, int row) => Admits(slot) && (row < 0 || store.Memories[slot]!.Row == row);
}
