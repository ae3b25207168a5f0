namespace ChatMemory.Recall.Ranking;

/// <summary>Keeps the best of what it is offered and admits: who is filtered out never takes another's place.</summary>
/// <param name="capacity">How many.</param>
/// <param name="admits">Asked, with slot and row, only about those good enough to be kept, because a filter costs more than a comparison.</param>
internal sealed class TopSlots(int capacity, Func<int, int, bool> admits)
{
    // Worst first: lowest score, and of equal ones the latest slot.
    private readonly PriorityQueue<int, (float Score, int MinusSlot)> _kept = new(capacity + 1);

    /// <summary>A score below it is not good enough any more.</summary>
    public float Least { get; private set; } = float.NegativeInfinity;

    public void Offer(int slot, int row, float score)
    {
        var full = _kept.Count == capacity;
        if (full && _kept.TryPeek(out _, out var worst) && (score, -slot).CompareTo(worst) <= 0)
            return;
        if (!admits(slot, row))
            return;
        if (full)
            _kept.EnqueueDequeue(slot, (score, -slot));
        else
            _kept.Enqueue(slot, (score, -slot));
        if (_kept.Count == capacity && _kept.TryPeek(out _, out var least))
            Least = least.Score;
    }

    /// <summary>The slots that were kept, best first.</summary>
    public IEnumerable<int> Slots => _kept.UnorderedItems.OrderByDescending(item => item.Priority).Select(item => item.Element);
}
