using System.Numerics.Tensors;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Recall;

/// <summary>What recall searches: a user's memories with their vectors. One writer; its views may be read by anyone.</summary>
public sealed class RecallIndex(RecallOptions options)
{
    private readonly Dictionary<MemoryId, (Memory Memory, float[]? Vector)> _items = [];

    /// <summary>How many memories it holds.</summary>
    public int Count => _items.Count;

    /// <summary>How many of them have no vector.</summary>
    public int MissingVectors => _items.Values.Count(item => item.Vector is null);

    /// <summary>Adds or replaces; a new version of the text drops the old vector.</summary>
    public void Put(Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        var vector = _items.TryGetValue(memory.Id, out var old) && old.Memory.Version == memory.Version ? old.Vector : null;
        _items[memory.Id] = (memory, vector);
    }

    /// <summary>Sets a vector; false when the memory or its version is gone.</summary>
    public bool SetVector(MemoryId id, int version, ReadOnlySpan<float> vector)
    {
        if (!_items.TryGetValue(id, out var item) || item.Memory.Version != version)
            return false;
        _items[id] = (item.Memory, vector.ToArray());
        return true;
    }

    /// <summary>Takes a memory out.</summary>
    public void Remove(MemoryId id) => _items.Remove(id);

    /// <summary>The index as it is now.</summary>
    public RecallView View() => new([.. _items.Values], options);
}

/// <summary>The index as it was at one time.</summary>
public sealed class RecallView
{
    private readonly (Memory Memory, float[]? Vector)[] _items;

    internal RecallView((Memory Memory, float[]? Vector)[] items, RecallOptions options) => (_items, _) = (items, options);

    /// <summary>Searches.</summary>
    public RecallResult Search(RecallQuery query, ReadOnlyMemory<float>? queryVector, DateTimeOffset now, long asOf, CancellationToken budget)
    {
        ArgumentNullException.ThrowIfNull(query);
        var words = Words(query.Text);
        var found = _items.Where(item => item.Memory.IsCurrent(now) && query.Filter.Matches(item.Memory))
            .Select(item => Score(item.Memory, item.Vector, words, queryVector))
            .Where(item => item.Score > 0 && item.Score >= query.MinScore)
            .OrderByDescending(item => item.Score).Take(query.Limit).ToList();
        var partial = budget.IsCancellationRequested || queryVector is null || _items.Any(item => item.Vector is null);
        return new(found, partial, found.Sum(item => MemoryBlock.TokensOf(item.Memory)), asOf, 0);
    }

    private static RecalledMemory Score(Memory memory, float[]? vector, HashSet<string> words, ReadOnlyMemory<float>? query)
    {
        var terms = Words(memory.Text).Where(words.Contains).ToList();
        float? semantic = vector is not null && query is { } q && q.Length == vector.Length ? TensorPrimitives.CosineSimilarity(q.Span, vector) : null;
        var lexical = words.Count == 0 ? 0 : terms.Count / (float)words.Count;
        return new(memory, Math.Clamp(Math.Max(semantic ?? 0, lexical), 0, 1), new(semantic, lexical, terms));
    }

    private static HashSet<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split([' ', '.', ',', '?', '!', '\'', '’'], StringSplitOptions.RemoveEmptyEntries)];
}
