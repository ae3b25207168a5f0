using System.Buffers;
using System.Numerics;
using ChatMemory.Recall.Lexical;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall.Ranking;

/// <summary>BM25 of every memory for one question, by slot. Statistics are those of the view, so that equal views answer equally.</summary>
internal sealed class LexicalScores : IDisposable
{
    private const float Saturation = 0.9f;
    private const float LengthWeight = 0.6f;
    private const float ClassShare = 0.4f;

    // As if the user had this many more memories, none of them with the question's words: among three a word that two have is not common yet.
    private const int Unseen = 100;
    private const int UnseenLength = 10;

    private readonly float[] _scores;
    private readonly float[] _classes;
    private readonly ulong[] _matched;
    private readonly float[] _weights;
    private readonly float _weight;
    private readonly int _slots;

    public LexicalScores(MemoryStoreView store, Question question)
    {
        _slots = store.Slots;
        _scores = ArrayPool<float>.Shared.Rent(_slots);
        _classes = ArrayPool<float>.Shared.Rent(_slots);
        _matched = ArrayPool<ulong>.Shared.Rent(_slots);
        _weights = new float[question.Terms.Count];
        Array.Clear(_scores, 0, _slots);
        Array.Clear(_classes, 0, _slots);
        Array.Clear(_matched, 0, _slots);
        var average = (float)(store.TotalLength + (Unseen * UnseenLength)) / (store.Count + Unseen);
        for (var i = 0; i < question.Terms.Count; i++)
            _weights[i] = Add(store, question.Terms[i].Term, 1UL << i, average);
        _weight = Math.Max(1e-6f, _weights.Sum());
        foreach (var (key, share) in question.Classes)
            AddClass(store, key, share);
    }

    public float this[int slot] => _scores[slot];

    /// <summary>What a text with each of the question's words once would score, about.</summary>
    public float Whole => _weight;

    /// <summary>What the classes of its words add up to.</summary>
    public float Classes(int slot) => _classes[slot];

    /// <summary>The share of the question's words in a mask, by weight.</summary>
    public float ShareOf(ulong matched)
    {
        var sum = 0f;
        for (; matched != 0; matched &= matched - 1)
            sum += _weights[BitOperations.TrailingZeroCount(matched)];
        return sum / _weight;
    }

    public ulong Matched(int slot) => _matched[slot];

    public void OfferTo(TopSlots best)
    {
        for (var slot = 0; slot < _slots; slot++)
        {
            var score = _scores[slot] + (ClassShare * _classes[slot]);
            if (score > 0 && score >= best.Least)
                best.Offer(slot, IndexedMemory.NoRow, score);
        }
    }

    public void Dispose()
    {
        ArrayPool<float>.Shared.Return(_scores);
        ArrayPool<float>.Shared.Return(_classes);
        ArrayPool<ulong>.Shared.Return(_matched);
    }

    private float Add(MemoryStoreView store, string term, ulong bit, float average)
    {
        var postings = store.Lexicon.Find(term, store.Slots);
        var weight = Weight(Living(store, postings), store.Count);
        foreach (var posting in postings)
        {
            var norm = Saturation * (1 - LengthWeight + (LengthWeight * posting.Length / average));
            _scores[posting.Slot] += weight * posting.Times * (Saturation + 1) / (posting.Times + norm);
            _matched[posting.Slot] |= bit;
        }

        return weight;
    }

    private void AddClass(MemoryStoreView store, string key, float share)
    {
        var postings = store.Lexicon.Find(key, store.Slots);
        var weight = share * Weight(Living(store, postings), store.Count);
        foreach (var posting in postings)
            _classes[posting.Slot] += weight;
    }

    // Counted each time, because a removed memory's postings stay until the store is tidied.
    private static int Living(MemoryStoreView store, ReadOnlySpan<Posting> postings)
    {
        if (store.Slots == store.Count)
            return postings.Length;
        var living = 0;
        foreach (var posting in postings)
            living += store.Memories[posting.Slot] is null ? 0 : 1;
        return living;
    }

    private static float Weight(int living, int count) => MathF.Log(1 + ((count + Unseen - living + 0.5f) / (living + 0.5f)));
}
