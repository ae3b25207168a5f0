using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>
/// What a user's memory is: a state, decisions about commands, and what an event changes. Pure: time and ids are passed in, and
/// replaying the events of a journal gives the state that decided them.
/// </summary>
internal sealed class UserMemory
{
    private readonly Dictionary<MemoryId, MemoryEntry> _entries = [];
    private readonly MemoriesByAge _byAge = new();
    private readonly LearnedExchanges _learned = new();
    private readonly UsedKeys _keys = new();
    private MemoryLookups? _lookups;

    /// <summary>The number of the last record applied.</summary>
    public long Sequence { get; private set; }

    /// <summary>How many memories there are, superseded and expired ones included.</summary>
    public int Count => _entries.Count;

    public IEnumerable<Memory> All => _byAge.OldestFirst().Select(entry => entry.Memory);

    public static UserMemory Restore(MemorySnapshot snapshot, long sequence)
    {
        var state = new UserMemory { Sequence = sequence };
        foreach (var stored in snapshot.Memories)
            state.Insert(stored.Memory, stored.Records);
        foreach (var (exchange, parts) in snapshot.Learned)
        {
            foreach (var part in parts)
                state._learned.Add(exchange, part);
        }

        foreach (var used in snapshot.Keys)
            state._keys.Add(used);
        return state;
    }

    public Decision<AddOutcome> Decide(AddMemories command, DateTimeOffset now, IIdSource ids) => Adding.Decide(this, command, now, ids);

    public Decision<UpdateOutcome> Decide(UpdateMemory command, DateTimeOffset now) => Updating.Decide(this, command, now);

    /// <summary>Deletes at most <paramref name="limit"/> memories of those that are meant; decide again until there is nothing to do.</summary>
    public Decision<DeleteOutcome> Decide(DeleteMemories command, DateTimeOffset now, int limit) =>
        Deleting.Decide(this, command, now, limit);

    public Decision<LearnOutcome> Decide(LearnFromExchange command, DateTimeOffset now, IIdSource ids) =>
        Learning.Decide(this, command, now, ids);

    public Memory? Find(MemoryId id) => _entries.GetValueOrDefault(id)?.Memory;

    /// <summary>The numbers of the records that hold a memory's text, increasing; null when there is no such memory.</summary>
    public IReadOnlyList<long>? RecordsOf(MemoryId id) => _entries.TryGetValue(id, out var entry) ? [.. entry.Records] : null;

    public MemoryPage Page(MemoryQuery query, DateTimeOffset now) => _byAge.Page(query, now);

    public bool HasLearned(ExchangeId exchange, LearningPart part) => _learned.Contains(exchange, part);

    public MemoryEvent.KeyUsed? Outcome(string keyName) => _keys.Find(keyName);

    public IEnumerable<Memory> WithSameWords(Fingerprint exact) => Found(Lookups.WithSameWords(exact));

    public IEnumerable<Memory> OnTopic(Fingerprint topic) => Found(Lookups.OnTopic(topic));

    public IEnumerable<Memory> InSlot(Fingerprint slot) => Found(Lookups.InSlot(slot));

    public void Apply(MemoryEvent happened, long sequence)
    {
        Sequence = sequence;
        switch (happened)
        {
            case MemoryEvent.Added added:
                Insert(added.Memory, [sequence]);
                break;
            case MemoryEvent.Updated updated:
                Replace(updated.Memory.Id, sequence, _ => updated.Memory);
                break;
            case MemoryEvent.Superseded ended:
                Replace(ended.Memory, sequence, memory => Ended(memory, ended));
                break;
            case MemoryEvent.Deleted deleted:
                Remove(deleted.Memory);
                break;
            case MemoryEvent.Learned learned:
                _learned.Add(learned.Exchange, learned.Part);
                break;
            case MemoryEvent.KeyUsed used:
                _keys.Add(used);
                break;
        }
    }

    public MemorySnapshot Snapshot() =>
        new([.. _byAge.OldestFirst().Select(entry => new StoredMemory(entry.Memory, [.. entry.Records]))], _learned.All(), _keys.OldestFirst());

    // Built at the first write: reading every text takes longer than loading them, and recall has no use for it.
    private MemoryLookups Lookups => _lookups ??= Build();

    private static Memory Ended(Memory memory, MemoryEvent.Superseded ended) =>
        memory with { ValidUntil = ended.ValidUntil, SupersededBy = ended.By, UpdatedAt = ended.At };

    private IEnumerable<Memory> Found(IEnumerable<MemoryId> ids) => ids.Select(id => _entries[id].Memory);

    private void Insert(Memory memory, IReadOnlyList<long> records)
    {
        var entry = new MemoryEntry(memory, records[0]);
        foreach (var record in records)
            entry.TextIsIn(record);
        _entries.Add(memory.Id, entry);
        _byAge.Add(entry);
        _lookups?.Add(memory);
    }

    // The records of a memory that was deleted later may survive in part: what they say of it has no effect.
    private void Replace(MemoryId id, long sequence, Func<Memory, Memory> change)
    {
        if (!_entries.TryGetValue(id, out var entry))
            return;
        _lookups?.Remove(entry.Memory);
        entry.Memory = change(entry.Memory);
        entry.TextIsIn(sequence);
        _lookups?.Add(entry.Memory);
    }

    private void Remove(MemoryId id)
    {
        if (!_entries.Remove(id, out var entry))
            return;
        _lookups?.Remove(entry.Memory);
        _byAge.Remove(entry);
    }

    private MemoryLookups Build()
    {
        var lookups = new MemoryLookups();
        foreach (var memory in All)
            lookups.Add(memory);
        return lookups;
    }
}
