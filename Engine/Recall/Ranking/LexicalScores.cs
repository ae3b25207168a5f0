using System.Buffers;
using ChatMemory.Recall.Lexical;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Ranking;

/// <summary>BM25 of every memory for one question, by slot. Statistics are those of the view, so that equal views answer equally.</summary>
internal sealed class LexicalScores : IDisposable
{
    private const float Saturation = 0.9f;
    private const float LengthWeight = 0.4f;

    private readonly float[] _scores;
    private readonly ulong[] _matched;
    private readonly int _slots;

    public LexicalScores(MemoryStoreView store, Question question)
    {
        _slots = store.Slots;
        _scores = ArrayPool<float>.Shared.Rent(_slots);
        _matched = ArrayPool<ulong>.Shared.Rent(_slots);
        Array.Clear(_scores, 0, _slots);
        Array.Clear(_matched, 0, _slots);
        var average = store.Count == 0 ? 1 : Math.Max(1, (float)store.TotalLength / store.Count);
        for (var i = 0; i < question.Terms.Count; i++)
            Add(store, question.Terms[i].Term, 1UL << i, average);
    }

    public float this[int slot] => _scores[slot];

    public ulong Matched(int slot) => _matched[slot];

    public void OfferTo(TopSlots best)
    {
        for (var slot = 0; slot < _slots; slot++)
        {
            if (_matched[slot] != 0 && _scores[slot] >= best.Least)
                best.Offer(slot, IndexedMemory.NoRow, _scores[slot]);
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<ulong>.Shared.Return(_matched);
    }

    private void Add(MemoryStoreView store, string term, ulong bit, float average)
    {
        var postings = store.Lexicon.Find(term, store.Slots);
        var weight = Weight(Living(store, postings), store.Count);
        foreach (var posting in postings)
        {
            var norm = Saturation * (1 - LengthWeight + (LengthWeight * posting.Length / average));
            _scores[posting.Slot] += weight * posting.Times * (Saturation + 1) / (posting.Times + norm);
            _matched[posting.Slot] |= bit;
        }
    }

    // Counted each time, because a removed memory's postings stay until the store is tidied.
    private static int Living(MemoryStoreView store, ReadOnlySpan<Posting> postings)
    {
        var living = 0;
        foreach (var posting in postings)
            living += store.Memories[posting.Slot] is null ? 0 : 1;
        return living;
    }

    private static float Weight(int living, int count) => MathF.Log(1 + ((count - living + 0.5f) / (living + 0.5f)));
}
