using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace ChatMemory.Models.Embeddings;

/// <summary>
/// The embeddings used last, within a number of bytes, found by a hash of their text: the texts themselves are not kept. Thread-safe.
/// </summary>
internal sealed class EmbeddingCache(long maxBytes)
{
    // Key, dictionary entry, list node and array header.
    private const int Overhead = 160;

    private readonly Lock _gate = new();
    private readonly Dictionary<UInt128, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _newestFirst = [];
    private long _bytes;
    private long _forgets;

    /// <summary>How often something was forgotten on purpose.</summary>
    public long Forgets
    {
        get
        {
            lock (_gate)
                return _forgets;
        }
    }

    public long Bytes
    {
        get
        {
            lock (_gate)
                return _bytes;
        }
    }

    public static UInt128 KeyOf(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // Hashed as the characters are, so that texts which are no valid UTF-16 do not meet.
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), hash);
        return MemoryMarshal.Read<UInt128>(hash);
    }

    public float[]? Find(UInt128 key)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var node))
                return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Vector;
        }
    }

    /// <summary>Keeps a vector, unless something was forgotten since the count in <paramref name="asOf"/>: it may have been this.</summary>
    public void Add(UInt128 key, float[] vector, long asOf)
    {
        lock (_gate)
        {
            if (asOf != _forgets || SizeOf(vector) > maxBytes || _entries.ContainsKey(key))
                return;
            _entries.Add(key, _newestFirst.AddFirst(new Entry(key, vector)));
            _bytes += SizeOf(vector);
            while (_bytes > maxBytes)
                DropOldest();
        }
    }

    public void Remove(IEnumerable<UInt128> keys)
    {
        lock (_gate)
        {
            _forgets++;
            foreach (var key in keys)
            {
                if (!_entries.Remove(key, out var node))
                    continue;
                _newestFirst.Remove(node);
                _bytes -= SizeOf(node.Value.Vector);
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _forgets++;
            _entries.Clear();
            _newestFirst.Clear();
            _bytes = 0;
        }
    }

    private void DropOldest()
    {
        var oldest = _newestFirst.Last!.Value;
        _newestFirst.RemoveLast();
        _entries.Remove(oldest.Key);
        _bytes -= SizeOf(oldest.Vector);
    }

    private static long SizeOf(float[] vector) => Overhead + (long)vector.Length * sizeof(float);

    private readonly record struct Entry(UInt128 Key, float[] Vector);
}
