using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>The memories of a user that have no vector yet, in order, and their part of what is reported.</summary>
internal sealed class LackingVectors
{
    private readonly Dictionary<MemoryId, (int Version, string Text)> _texts = [];
    private bool _ended;

    public int Count => _texts.Count;

    public void Put(MemoryId memory, int version, string text)
    {
        if (!_texts.ContainsKey(memory))
            Report(1);
        _texts[memory] = (version, text);
    }

    public bool Has(MemoryId memory, int version) => _texts.TryGetValue(memory, out var lacking) && lacking.Version == version;

    public void Remove(MemoryId memory)
    {
        if (_texts.Remove(memory))
            Report(-1);
    }

    public List<(MemoryId Memory, int Version, string Text)> Take(int count) =>
        [.. _texts.Take(count).Select(pair => (pair.Key, pair.Value.Version, pair.Value.Text))];

    /// <summary>Reports nothing any more: nobody waits for these vectors.</summary>
    public void End()
    {
        Report(-_texts.Count);
        _ended = true;
    }

    private void Report(int change)
    {
        if (!_ended)
            MemoryMetrics.Lacking(change);
    }
}
