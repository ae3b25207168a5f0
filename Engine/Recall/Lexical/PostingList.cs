using System.Runtime.InteropServices;

namespace ChatMemory.Recall.Lexical;

/// <summary>That a term stands in a text.</summary>
/// <param name="Slot">Where the memory lies.</param>
/// <param name="Times">How often.</param>
/// <param name="Length">How many terms the text has.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Posting(int Slot, ushort Times, ushort Length);

/// <summary>
/// The texts that hold one term, by slot ascending. One writer appends; readers take what is published and stop at the end of their own
/// view, which is all that a snapshot of it needs.
/// </summary>
internal sealed class PostingList
{
    // Most terms stand in one text only, and an array for each would be what the collector has most to do with.
    private const int Second = 2;

    private Posting _only;
    private Posting[]? _items;
    private int _count;

    public void Append(Posting posting)
    {
        if (_count == 0)
        {
            _only = posting;
            Volatile.Write(ref _count, 1);
            return;
        }

        var items = _items;
        if (items is null || _count == items.Length)
        {
            Array.Resize(ref items, items is null ? Second : _count * 2);
            items[0] = _only;
            Volatile.Write(ref _items, items);
        }

        items[_count] = posting;
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>The postings with a slot below <paramref name="end"/>.</summary>
    public ReadOnlySpan<Posting> Before(int end)
    {
        // The count is read first: whatever array is seen then is at least as long.
        var count = Volatile.Read(ref _count);
        var items = count <= 1 ? new ReadOnlySpan<Posting>(ref _only)[..count] : Volatile.Read(ref _items).AsSpan(0, count);
        if (count == 0 || items[^1].Slot < end)
            return items;

        int low = 0, high = count;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (items[middle].Slot < end)
                low = middle + 1;
            else
                high = middle;
        }

        return items[..low];
    }
}
