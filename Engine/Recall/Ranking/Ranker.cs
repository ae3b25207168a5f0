using ChatMemory.Recall.Storage;
using ChatMemory.Recall.Times;

namespace ChatMemory.Recall.Ranking;

/// <summary>A candidate with what it came to.</summary>
internal readonly record struct Ranked(RecalledMemory Result, IndexedMemory Source);

/// <summary>Weighs the signals of the candidates.</summary>
internal sealed class Ranker(MemoryStoreView store, Question question, LexicalScores words, Signals signals, RecallOptions options)
{
    /// <summary>The pinned, then the others; of each the best first, and of equal ones the older first.</summary>
    public IEnumerable<Ranked> Rank(IEnumerable<int> slots)
    {
        var values = new float[Signals.Count];
        var scored = new List<(float Score, IndexedMemory Memory)>();
        foreach (var slot in slots)
        {
            var memory = store.Memories[slot]!;
            signals.Write(memory, values);
            scored.Add((SignalWeights.Score(values, (float)options.SemanticWeight), memory));
        }

        return scored.OrderByDescending(one => one.Memory.Memory.Pinned).ThenByDescending(one => one.Score).ThenBy(one => one.Memory.Memory.CreatedAt).ThenBy(one => one.Memory.Memory.Id.Value)
            .Select(one => new Ranked(Explain(one.Memory, one.Score), one.Memory));
    }

    private RecalledMemory Explain(IndexedMemory memory, float score)
    {
        var matched = words.Matched(memory.Slot);
        var terms = question.Terms.Where((_, i) => (matched & (1UL << i)) != 0).Select(term => term.Word).ToList();
        var context = Math.Max(
            signals.Before(memory) is { } previous ? words[previous.Slot] : 0, signals.After(memory) is { } next ? words[next.Slot] : 0);
        var said = question.Speakers.Count == 0 ? (bool?)null : question.Speakers.Contains(memory.Traits.Speaker);
        return new(memory.Memory, score, new(signals.CosineOf(memory), words[memory.Slot], terms, context, TimeMatch.Of(question.Times, memory), said));
    }
}
