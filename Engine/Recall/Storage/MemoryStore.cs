using System.Runtime.InteropServices;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Lexical;
using ChatMemory.Recall.Text;

namespace ChatMemory.Recall.Storage;

/// <summary>
/// The memories of one user in the order they came, with words, vectors and places in their conversations. Everything is appended; a removed memory leaves
/// its slot empty. One writer; readers hold a <see cref="MemoryStoreView"/>.
/// </summary>
internal sealed class MemoryStore
{
    private const int Nothing = -1;

    private readonly Dictionary<MemoryId, int> _slots = [];
    private readonly SharedList<IndexedMemory?> _memories = new();
    private readonly SharedList<long> _ends = new();
    private readonly SharedList<int> _before = new();
    private readonly SharedList<int> _after = new();
    private readonly SharedList<int> _moved = new();
    private readonly Dictionary<SessionId, int> _lastOfSession = [];
    private readonly HashSet<int> _pinned = [];
    private readonly Lexicon _lexicon = new();
    private readonly VectorStore _vectors = new();

    // Of the text that is being added; made once, because there are many.
    private readonly Dictionary<string, int> _times = new(StringComparer.Ordinal);
    private readonly HashSet<string> _classes = new(StringComparer.Ordinal);
    private SpeakerSet _speakers = SpeakerSet.None;
    private long _totalLength;
    private int _withVector;
    private MemoryStoreView? _view;

    public int Count => _slots.Count;

    public int WithVector => _withVector;

    public VectorStore.View Vectors => _vectors.ToView();

    /// <summary>Slots in use, empty ones included.</summary>
    public int Slots => _memories.Count;

    /// <summary>How many of slots and rows no longer serve.</summary>
    public int Wasted => Math.Max(Slots - Count, _vectors.Rows - _withVector);

    /// <summary>The memory whose place in the order is this slot, wherever its newest text lies.</summary>
    public IndexedMemory? PlacedAt(int slot)
    {
        var newest = slot;
        while (_moved[newest] is var moved and not Nothing)
            newest = moved;
        return _memories[newest] is { } found && found.Anchor == slot ? found : null;
    }

    public IndexedMemory? Find(MemoryId id) => _slots.TryGetValue(id, out var slot) ? _memories[slot] : null;

    public IndexedMemory Put(Memory memory)
    {
        var old = Find(memory.Id);
        if (old is not null && SameText(old.Memory, memory))
            return Change(old with { Memory = memory, Tokens = MemoryBlock.TokensOf(memory) });

        if (old is not null)
            Remove(memory.Id);
        var added = Append(memory, old?.Anchor);
        if (old is not null)
            _moved[old.Slot] = added.Slot;
        return added;
    }

    public bool SetVector(MemoryId id, int version, ReadOnlySpan<float> vector)
    {
        if (Find(id) is not { } found || found.Memory.Version != version)
            return false;
        SetRow(found, _vectors.Add(found.Slot, vector));
        return true;
    }

    /// <summary>Takes over the vector that a memory has in another store.</summary>
    public void CopyVector(IndexedMemory memory, VectorStore.View from, int row) => SetRow(memory, _vectors.AddFrom(from, row, memory.Slot));

    public bool Remove(MemoryId id)
    {
        if (!_slots.Remove(id, out var slot))
            return false;
        var old = _memories[slot]!;
        _totalLength -= old.Traits.Length;
        _withVector -= old.Row == IndexedMemory.NoRow ? 0 : 1;
        _memories[slot] = null;
        _ends[slot] = MemoryStoreView.Gone;
        _pinned.Remove(slot);
        _view = null;
        return true;
    }

    public MemoryStoreView View() => _view ??= new()
    {
        Memories = _memories.ToSnapshot(),
        Ends = _ends.ToSnapshot(),
        Before = _before.ToSnapshot(),
        After = _after.ToSnapshot(),
        Moved = _moved.ToSnapshot(),
        Lexicon = _lexicon,
        Vectors = _vectors.ToView(),
        Speakers = _speakers,
        Pinned = [.. _pinned],
        Count = Count,
        TotalLength = _totalLength,
        MissingVectors = Count - _withVector,
    };

    private static bool SameText(Memory old, Memory memory) =>
        old.Version == memory.Version && old.Text == memory.Text && old.Speaker == memory.Speaker
        && old.Provenance.Session == memory.Provenance.Session && old.Kind == memory.Kind;

    private IndexedMemory Append(Memory memory, int? anchor)
    {
        var slot = _memories.Count;
        var tokens = TextAnalyzer.Analyze(memory.Text);
        var terms = IndexTerms.Of(tokens);
        var added = new IndexedMemory
        {
            Memory = memory,
            Slot = slot,
            Anchor = anchor ?? slot,
            Traits = TextTraits.Of(memory, tokens),
            Tokens = MemoryBlock.TokensOf(memory),
        };
        AppendPostings(slot, terms);
        AppendLinks(slot, anchor is null && memory is { Kind: MemoryKind.Episode } ? memory.Provenance.Session : null);
        _memories.Add(added);
        _ends.Add(memory.CurrentUntil);
        NotePin(added);
        _slots[memory.Id] = slot;
        _speakers = _speakers.With(added.Traits.Speaker);
        _totalLength += added.Traits.Length;
        _view = null;
        return added;
    }

    private void AppendPostings(int slot, List<string> terms)
    {
        var length = (ushort)Math.Min(terms.Count, ushort.MaxValue);
        foreach (var term in terms)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_times, term, out _)++;
            _classes.UnionWith(WordClasses.Of(term));
        }

        foreach (var (term, times) in _times)
            _lexicon.Append(term, new(slot, (ushort)Math.Min(times, ushort.MaxValue), length));
        foreach (var key in _classes)
            _lexicon.Append(key, new(slot, 1, length));
        _times.Clear();
        _classes.Clear();
    }

    private void AppendLinks(int slot, SessionId? session)
    {
        _after.Add(Nothing);
        _moved.Add(Nothing);
        if (session is not { } id)
        {
            _before.Add(Nothing);
            return;
        }

        var last = _lastOfSession.GetValueOrDefault(id, Nothing);
        _before.Add(last);
        if (last != Nothing)
            _after[last] = slot;
        _lastOfSession[id] = slot;
    }

    private IndexedMemory Change(IndexedMemory changed)
    {
        _memories[changed.Slot] = changed;
        // Most changes leave it, and a chunk that a view shares is copied before it is written to.
        if (_ends[changed.Slot] != changed.Memory.CurrentUntil)
            _ends[changed.Slot] = changed.Memory.CurrentUntil;
        NotePin(changed);
        _view = null;
        return changed;
    }

    private void NotePin(IndexedMemory memory)
    {
        if (memory.Memory.Pinned)
            _pinned.Add(memory.Slot);
        else
            _pinned.Remove(memory.Slot);
    }

    private void SetRow(IndexedMemory memory, int row)
    {
        _withVector += memory.Row == IndexedMemory.NoRow ? 1 : 0;
        Change(memory with { Row = row });
    }
}
