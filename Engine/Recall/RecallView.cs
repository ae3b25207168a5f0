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
        var question = Question.Of(query.Text, query.AskedAt ?? now, _store.Speakers);
        using var words = new LexicalScores(_store, question);
        var meaning = Prepared(queryVector);
        var pool = new CandidatePool(_store, query, now, Math.Max(_options.Candidates, query.Limit * 2));
        pool.AddByWords(words);
        var complete = queryVector is not null && _store.MissingVectors == 0;
        if (meaning is not null)
            complete &= pool.AddByMeaning(meaning, budget);
        pool.AddNeighbours();

        var ranker = new Ranker(_store, question, words, new(_store, question, words, meaning, query.AskedAt ?? now, pool.Slots, pool.Admits), _options);
        return Selection.Of(ranker.Rank(pool.Slots), query, _options.SameWording) with { Partial = !complete && Count > 0, AsOf = asOf };
    }

    /// <summary>The signals of every candidate, for measuring what they are worth.</summary>
    internal IEnumerable<(Memories.Memory Memory, float[] Signals)> Explain(RecallQuery query, ReadOnlyMemory<float> queryVector, DateTimeOffset now)
    {
        var question = Question.Of(query.Text, query.AskedAt ?? now, _store.Speakers);
        using var words = new LexicalScores(_store, question);
        var meaning = Prepared(queryVector);
        var pool = new CandidatePool(_store, query, now, Math.Max(_options.Candidates, query.Limit * 2));
        pool.AddByWords(words);
        pool.AddByMeaning(meaning!, default);
        pool.AddNeighbours();
        var signals = new Signals(_store, question, words, meaning, query.AskedAt ?? now, pool.Slots, pool.Admits);
        foreach (var slot in pool.Slots.Order())
        {
            var values = new float[Signals.Count];
            signals.Write(_store.Memories[slot]!, values);
            yield return (_store.Memories[slot]!.Memory, values);
        }
    }

    private PreparedVector? Prepared(ReadOnlyMemory<float>? vector) =>
        vector is not { } values || _store.Vectors.Rows == 0 ? null
        : values.Length == _store.Vectors.Dimensions ? new(values.Span)
        : throw new ArgumentException("The question's vector has other dimensions than the memories'.", nameof(vector));
}
