using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>The state as it will be when the events decided so far are applied, so that one command's parts see each other.</summary>
internal sealed class MemoryDraft(UserMemory state, DateTimeOffset now) : IKnownMemories
{
    private readonly List<MemoryEvent> _events = [];
    private readonly Dictionary<MemoryId, Memory> _added = [];
    private readonly HashSet<MemoryId> _ended = [];
    private readonly MemoryLookup _exact = new();
    private readonly MemoryLookup _topics = new();
    private readonly MemoryLookup _slots = new();

    public IReadOnlyList<MemoryEvent> Events => _events;

    public IReadOnlyList<MemoryId> Ended => [.. _ended];

    public void Add(Memory memory)
    {
        _events.Add(new MemoryEvent.Added(memory));
        _added.Add(memory.Id, memory);
        _exact.Add(MemoryKeys.Exact(memory), memory.Id);
        if (memory.Kind == MemoryKind.Episode)
            return;
        _topics.Add(MemoryKeys.Topic(Statement.Read(memory.Text), memory.Scope, memory.Speaker), memory.Id);
        if (memory.Slot is { } slot)
            _slots.Add(MemoryKeys.Slot(slot, memory.Scope, memory.Speaker), memory.Id);
    }

    /// <summary>Ends a memory as of when the contrary was said, at the latest now: nothing that has ended may still be recalled.</summary>
    public void End(Memory memory, DateTimeOffset said, Provenance cause, MemoryId? by)
    {
        if (_ended.Add(memory.Id))
            _events.Add(new MemoryEvent.Superseded(memory.Id, memory.Text, said < now ? said : now, now, cause, by));
    }

    public void Add(MemoryEvent happened) => _events.Add(happened);

    public Memory? WithSameWords(Fingerprint exact) => Current(state.WithSameWords(exact), _exact, exact).FirstOrDefault();

    public IEnumerable<Memory> OnTopic(Fingerprint topic) => Current(state.OnTopic(topic), _topics, topic);

    public IEnumerable<Memory> InSlot(Fingerprint slot) => Current(state.InSlot(slot), _slots, slot);

    public IEnumerable<Memory> Mentioning(string part, MemoryScope scope, string? speaker) =>
        state.All.Concat(_added.Values).Where(memory =>
            memory.Kind != MemoryKind.Episode && memory.Scope == scope && memory.Speaker == speaker && IsCurrent(memory)
            && memory.Text.Contains(part, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Memory> Current(IEnumerable<Memory> known, MemoryLookup added, Fingerprint key) =>
        known.Concat(added.Find(key).Select(id => _added[id])).Where(IsCurrent);

    private bool IsCurrent(Memory memory) => memory.IsCurrent(now) && memory.ValidUntil is null && !_ended.Contains(memory.Id);
}
