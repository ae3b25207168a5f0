using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Lexical;

namespace ChatMemory.Recall.Storage;

/// <summary>A store as it was at one moment.</summary>
internal sealed class MemoryStoreView
{
    // Over how many removed turns a neighbour is looked for.
    private const int MostSteps = 64;

    public required SharedList<IndexedMemory?>.Snapshot Memories { get; init; }

    public required SharedList<int>.Snapshot Before { get; init; }

    public required SharedList<int>.Snapshot After { get; init; }

    public required SharedList<int>.Snapshot Moved { get; init; }

    public required Lexicon Lexicon { get; init; }

    public required VectorStore.View Vectors { get; init; }

    public required SpeakerSet Speakers { get; init; }

    public required int Count { get; init; }

    public required long TotalLength { get; init; }

    public required int MissingVectors { get; init; }

    public int Slots => Memories.Count;

    public IndexedMemory? Previous(IndexedMemory memory) => Walk(Before, memory.Anchor);

    public IndexedMemory? Next(IndexedMemory memory) => Walk(After, memory.Anchor);

    // A link to a slot that came after this view was taken is none.
    private IndexedMemory? Walk(SharedList<int>.Snapshot links, int anchor)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            anchor = links[anchor];
            if (anchor < 0 || anchor >= Slots)
                return null;
            if (Memories[Newest(anchor)] is { } found)
                return found;
        }

        return null;
    }

    private int Newest(int slot)
    {
        // Where no slot is empty, none was replaced.
        while (Slots != Count && Moved[slot] is var moved and >= 0 && moved < Slots)
            slot = moved;
        return slot;
    }
}
