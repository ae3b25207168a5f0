using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Lexical;

namespace ChatMemory.Recall.Storage;

/// <summary>A store as it was at one moment.</summary>
internal sealed class MemoryStoreView
{
    // Over how many removed turns a neighbour is looked for.
    private const int MostSteps = 64;

    /// <summary>The end of a slot whose memory was removed.</summary>
    public const long Gone = long.MinValue;

    public required SharedList<IndexedMemory?>.Snapshot Memories { get; init; }

    /// <summary>Until when each is current (<see cref="Memories.Memory.CurrentUntil"/>). Beside the memories, which are far apart: most questions ask of most memories nothing else.</summary>
    public required SharedList<long>.Snapshot Ends { get; init; }

    public required SharedList<int>.Snapshot Before { get; init; }

    public required SharedList<int>.Snapshot After { get; init; }

    public required SharedList<int>.Snapshot Moved { get; init; }

    public required Lexicon Lexicon { get; init; }

    public required VectorStore.View Vectors { get; init; }

    public required SpeakerSet Speakers { get; init; }

    /// <summary>The slots of the pinned memories.</summary>
    public required IReadOnlyList<int> Pinned { get; init; }

    public required int Count { get; init; }

    public required long TotalLength { get; init; }

    public required int MissingVectors { get; init; }

    public int Slots => Memories.Count;

    public IndexedMemory? Previous(IndexedMemory memory) => First(TurnsBefore(memory));

    public IndexedMemory? Next(IndexedMemory memory) => First(TurnsAfter(memory));

    public TurnCursor TurnsBefore(IndexedMemory memory) => new(this, Before, memory.Anchor);

    public TurnCursor TurnsAfter(IndexedMemory memory) => new(this, After, memory.Anchor);

    private IndexedMemory? First(TurnCursor turns) => turns.MoveNext() ? Memories[turns.Slot] : null;

    private int Newest(int slot)
    {
        // Where no slot is empty, none was replaced.
        while (Slots != Count && Moved[slot] is var moved and >= 0 && moved < Slots)
            slot = moved;
        return slot;
    }

    /// <summary>Goes from a turn to the next ones in one direction, over removed ones. It only looks at slots, because the memories themselves are far apart.</summary>
    internal struct TurnCursor(MemoryStoreView store, SharedList<int>.Snapshot links, int anchor)
    {
        private int _anchor = anchor;

        public int Slot { get; private set; }

        public bool MoveNext()
        {
            for (var step = 0; step < MostSteps && _anchor >= 0; step++)
            {
                // A link to a slot that came after this view was taken is none.
                _anchor = links[_anchor] is var next && next < store.Slots ? next : -1;
                if (_anchor < 0)
                    return false;
                Slot = store.Newest(_anchor);
                if (store.Memories[Slot] is not null)
                    return true;
            }

            return false;
        }
    }
}
