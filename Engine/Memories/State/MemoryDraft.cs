using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>The state as it will be when the events decided so far are applied, so that one command's parts see each other.</summary>
internal sealed class MemoryDraft(UserMemory state, DateTimeOffset now) : IKnownMemories
{
    private readonly List<MemoryEvent> _events = [];
    private readonly Dictionary<MemoryId, Memory> _added = [];
    private readonly HashSet<MemoryId> _ended = [];
    private readonly MemoryLookups _lookups = new();

    public IReadOnlyList<MemoryEvent> Events => _events;

    public IReadOnlyList<MemoryId> Ended => [.. _ended];

    public void Add(Memory memory)
    {
        _events.Add(new MemoryEvent.Added(memory));
        _added.Add(memory.Id, memory);
        _lookups.Add(memory);
    }

    /// <summary>Ends a memory as of when the contrary was said, at the latest now: nothing that has ended may still be recalled.</summary>
    public void End(Memory memory, DateTimeOffset said, Provenance cause, MemoryId? by)
    {
        if (_ended.Add(memory.Id))
            _events.Add(new MemoryEvent.Superseded(memory.Id, memory.Text, said < now ? said : now, now, cause, by));
    }

    public void Add(MemoryEvent happened) => _events.Add(happened);

    public Memory? WithSameWords(Fingerprint exact) => Current(state.WithSameWords(exact), _lookups.WithSameWords(exact)).FirstOrDefault();

    public IEnumerable<Memory> OnTopic(Fingerprint topic) => Current(state.OnTopic(topic), _lookups.OnTopic(topic));

    public IEnumerable<Memory> InSlot(Fingerprint slot) => Current(state.InSlot(slot), _lookups.InSlot(slot));

    public IEnumerable<Memory> Mentioning(string part, MemoryScope scope, string? speaker) =>
        state.All.Concat(_added.Values).Where(memory =>
            memory.Kind != MemoryKind.Episode && memory.Scope == scope && memory.Speaker == speaker && IsCurrent(memory)
            && memory.Text.Contains(part, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<Memory> Current(IEnumerable<Memory> known, IEnumerable<MemoryId> added) =>
        known.Concat(added.Select(id => _added[id])).Where(IsCurrent);

    private bool IsCurrent(Memory memory) => memory.IsCurrent(now) && memory.ValidUntil is null && !_ended.Contains(memory.Id);
}
