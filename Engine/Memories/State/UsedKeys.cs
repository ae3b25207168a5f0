namespace ChatMemory.Memories;

/// <summary>The outcomes of the latest calls with idempotency keys.</summary>
internal sealed class UsedKeys
{
    public const int MaxKeys = 10_000;

    /// <summary>How many results all kept outcomes have together, so that many large calls cannot fill the memory.</summary>
    public const int MaxResults = 1_000_000;

    private readonly Dictionary<string, MemoryEvent.KeyUsed> _byKey = [];
    private readonly Queue<string> _oldestFirst = new();
    private int _results;

    public static string NameOf(string key) => Fingerprint.Of("key", key).ToString();

    public MemoryEvent.KeyUsed? Find(string name) => _byKey.GetValueOrDefault(name);

    public void Add(MemoryEvent.KeyUsed used)
    {
        if (!_byKey.TryAdd(used.Key, used))
            return;
        _oldestFirst.Enqueue(used.Key);
        _results += used.Results.Count;
        while (_oldestFirst.Count > MaxKeys || (_results > MaxResults && _oldestFirst.Count > 1))
        {
            _byKey.Remove(_oldestFirst.Dequeue(), out var oldest);
            _results -= oldest!.Results.Count;
        }
    }

    public IReadOnlyList<MemoryEvent.KeyUsed> OldestFirst() => [.. _oldestFirst.Select(key => _byKey[key])];
}
