using ChatMemory.Memories;
using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Ranking;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall;

/// <summary>A user's memories as they were at one moment, to be asked on any thread while the index goes on changing.</summary>
public sealed class RecallView
{
    private readonly MemoryStoreView _store;
    private readonly RecallOptions _options;

    internal RecallView(MemoryStoreView store, RecallOptions options) => (_store, _options) = (store, options);

    /// <summary>How many memories it holds.</summary>
    public int Count => _store.Count;

    /// <summary>The memories that fit a question best.</summary>
    /// <param name="query">The question.</param>
    /// <param name="queryVector">The question's vector; null when there is none in time: then only words are compared, and the result is partial.</param>
    /// <param name="now">What is current then may be found.</param>
    /// <param name="asOf">The token of the newest write that this view includes; returned as <see cref="RecallResult.AsOf"/>.</param>
    /// <param name="budget">Ends the comparison of vectors; what was found by then is returned, marked partial.</param>
    /// <exception cref="ArgumentException">The question's vector has other dimensions than those of the memories.</exception>
    public RecallResult Search(RecallQuery query, ReadOnlyMemory<float>? queryVector, DateTimeOffset now, long asOf, CancellationToken budget)
    {
        ArgumentNullException.ThrowIfNull(query);
        var question = Question.Of(query.Text, _store.Speakers);
        using var words = new LexicalScores(_store, question);
        var pool = Math.Max(_options.Candidates, query.Limit * 2);
        bool Admits(int slot, int row) =>
            _store.Memories[slot] is { } memory && (row < 0 || memory.Row == row) && memory.Memory.IsCurrent(now) && query.Filter.Matches(memory.Memory);

        var byWords = new TopSlots(pool, Admits);
        words.OfferTo(byWords);
        var slots = byWords.Slots.ToHashSet();

        var meaning = queryVector is { } vector && _store.Vectors.Rows > 0 ? new PreparedVector(vector.Span) : null;
        var complete = queryVector is not null && _store.MissingVectors == 0;
        if (meaning is not null)
        {
            if (meaning.Unit.Length != _store.Vectors.Dimensions)
                throw new ArgumentException("The question's vector has other dimensions than the memories'.", nameof(queryVector));
            var byMeaning = new TopSlots(pool, Admits);
            complete &= _store.Vectors.Scan(meaning, byMeaning, budget);
            slots.UnionWith(byMeaning.Slots);
        }

        foreach (var slot in slots.ToList())
        {
            var memory = _store.Memories[slot]!;
            foreach (var neighbour in (IndexedMemory?[])[_store.Previous(memory), _store.Next(memory)])
            {
                if (neighbour is not null && Admits(neighbour.Slot, IndexedMemory.NoRow))
                    slots.Add(neighbour.Slot);
            }
        }

        var ranked = slots.Select(slot => Rate(_store.Memories[slot]!, question, words, meaning))
            .OrderByDescending(rated => rated.Result.Score).ThenBy(rated => rated.Source.Memory.Id.Value);
        return Choose(ranked, query, asOf, partial: !complete && Count > 0);
    }

    private (RecalledMemory Result, IndexedMemory Source) Rate(IndexedMemory memory, Question question, LexicalScores words, PreparedVector? meaning)
    {
        float? cosine = meaning is not null && memory.Row >= 0 ? _store.Vectors.Cosine(memory.Row, meaning) : null;
        var context = (_store.Previous(memory) is { } previous ? words[previous.Slot] : 0) + (_store.Next(memory) is { } next ? words[next.Slot] : 0);
        var said = question.Speakers.Count == 0 ? (bool?)null : question.Speakers.Contains(memory.Traits.Speaker);
        var score = words[memory.Slot] + (0.3f * context) + ((float)_options.SemanticWeight * 5 * (cosine ?? 0)) + (said == true ? 1.5f : 0) + (memory.Memory.Pinned ? 0.5f : 0);
        var terms = question.Terms.Where((_, i) => (words.Matched(memory.Slot) & (1UL << i)) != 0).Select(term => term.Word).ToList();
        return (new(memory.Memory, score / (score + 10), new(cosine, words[memory.Slot], terms, context, null, said)), memory);
    }

    private RecallResult Choose(IEnumerable<(RecalledMemory Result, IndexedMemory Source)> ranked, RecallQuery query, long asOf, bool partial)
    {
        var chosen = new List<(RecalledMemory Result, IndexedMemory Source)>();
        var tokens = 0;
        foreach (var candidate in ranked)
        {
            if (chosen.Count == query.Limit || candidate.Result.Score < query.MinScore)
                break;
            if (query.MaxTokens is { } most && tokens + candidate.Source.Tokens > most)
                continue;
            if (chosen.Any(other => other.Source.Traits.Likeness(candidate.Source.Traits) > _options.SameWording))
                continue;
            chosen.Add(candidate);
            tokens += candidate.Source.Tokens;
        }

        return new([.. chosen.Select(candidate => candidate.Result)], partial, tokens, asOf, 0);
    }
}
