using ChatMemory.Recall.Dense;
using ChatMemory.Recall.Ranking;
using ChatMemory.Recall.Storage;

namespace ChatMemory.Recall;

/// <summary>A user's memories as they were at one moment, to be asked on any thread while the index goes on changing.</summary>
public sealed class RecallView
{
    private readonly MemoryStoreView _store;
    private readonly RecallOptions _options;
    private readonly IReadOnlyList<int>? _proposed;

    internal RecallView(MemoryStoreView store, RecallOptions options, IReadOnlyList<int>? proposed) =>
        (_store, _options, _proposed) = (store, options, proposed);

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
        var pool = PoolOf(query, words, meaning, now, budget);
        var signals = new Signals(_store, question, words, meaning, query.AskedAt ?? now, pool);
        var ranked = new Ranker(_store, question, words, signals, _options).Rank(pool.Slots);
        return Selection.Of(ranked, query, _options) with
        {
            Partial = Count > 0 && (queryVector is null || _store.MissingVectors > 0 || !pool.IsComplete),
            AsOf = asOf,
        };
    }

    /// <summary>The signals of every candidate, for measuring what they are worth.</summary>
    internal IReadOnlyList<(Memories.Memory Memory, float[] Signals)> Explain(RecallQuery query, ReadOnlyMemory<float> queryVector, DateTimeOffset now)
    {
        var question = Question.Of(query.Text, query.AskedAt ?? now, _store.Speakers);
        using var words = new LexicalScores(_store, question);
        var meaning = Prepared(queryVector);
        var pool = PoolOf(query, words, meaning, now, CancellationToken.None);
        var signals = new Signals(_store, question, words, meaning, query.AskedAt ?? now, pool);
        return [.. pool.Slots.Order().Select(slot => (_store.Memories[slot]!.Memory, signals.Of(_store.Memories[slot]!)))];
    }

    private CandidatePool PoolOf(RecallQuery query, LexicalScores words, PreparedVector? meaning, DateTimeOffset now, CancellationToken budget)
    {
        var pool = new CandidatePool(_store, query, now, Math.Max(_options.Candidates, query.Limit * 2));
        pool.AddPinned();
        pool.AddByWords(words);
        if (meaning is not null && _proposed is null)
            pool.AddByMeaning(meaning, budget);
        else if (_proposed is not null)
            pool.AddProposed(_proposed);
        pool.AddNeighbours();
        return pool;
    }

    private PreparedVector? Prepared(ReadOnlyMemory<float>? vector) =>
        vector is not { } values || _store.Vectors.Rows == 0 ? null
        : values.Length == _store.Vectors.Dimensions ? new(values.Span)
        : throw new ArgumentException("The question's vector has other dimensions than the memories'.", nameof(vector));
}
