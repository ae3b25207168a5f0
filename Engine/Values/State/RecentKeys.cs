namespace ChatMemory.Values;

/// <summary>The idempotency keys of the latest appends.</summary>
internal sealed class RecentKeys
{
    public const int MaxKeys = 256;

    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly Queue<string> _oldestFirst = new();

    public bool Contains(string? key) => key is not null && _keys.Contains(key);

    public void Add(string? key)
    {
        if (key is null || !_keys.Add(key))
            return;
        _oldestFirst.Enqueue(key);
        if (_oldestFirst.Count > MaxKeys)
            _keys.Remove(_oldestFirst.Dequeue());
    }

    public void Clear()
    {
        _keys.Clear();
        _oldestFirst.Clear();
    }
}
