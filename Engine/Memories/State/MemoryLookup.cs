using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Memories by a fingerprint. Nearly every fingerprint has one memory, so only the others pay for a list.</summary>
internal sealed class MemoryLookup
{
    private readonly Dictionary<Fingerprint, MemoryId> _first = [];
    private readonly Dictionary<Fingerprint, HashSet<MemoryId>> _others = [];

    public void Add(Fingerprint key, MemoryId memory)
    {
        if (_first.TryAdd(key, memory))
            return;
        if (!_others.TryGetValue(key, out var others))
            _others[key] = others = [];
        others.Add(memory);
    }

    public void Remove(Fingerprint key, MemoryId memory)
    {
        if (!_first.TryGetValue(key, out var first))
            return;
        var others = _others.GetValueOrDefault(key);
        if (first == memory)
            Promote(key, others);
        else
            others?.Remove(memory);
        if (others is { Count: 0 })
            _others.Remove(key);
    }

    public IEnumerable<MemoryId> Find(Fingerprint key)
    {
        if (!_first.TryGetValue(key, out var first))
            return [];
        return _others.TryGetValue(key, out var others) ? [first, .. others] : [first];
    }

    private void Promote(Fingerprint key, HashSet<MemoryId>? others)
    {
        if (others is null)
        {
            _first.Remove(key);
            return;
        }

        _first[key] = others.First();
        others.Remove(_first[key]);
    }
}
