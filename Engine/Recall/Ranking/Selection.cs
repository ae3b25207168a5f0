namespace ChatMemory.Recall.Ranking;

/// <summary>
/// Takes of the ranked what the question has room for, leaving out what says the same again. A statement that a chosen turn holds word for word waits: it is taken
/// where room is left over. The pinned come first, and for them there is no waiting.
/// </summary>
internal sealed class Selection(RecallQuery query, RecallOptions options)
{
    private readonly List<Ranked> _chosen = [];
    private readonly List<Ranked> _waiting = [];
    private int _tokens;

    private bool IsFull => _chosen.Count == query.Limit;

    public static RecallResult Of(IEnumerable<Ranked> ranked, RecallQuery query, RecallOptions options) => new Selection(query, options).Of(ranked);

    private RecallResult Of(IEnumerable<Ranked> ranked)
    {
        foreach (var candidate in ranked)
        {
            if (IsFull || (candidate.Result.Score < query.MinScore && !IsPinned(candidate)))
                break;
            if (candidate.Result.Score < query.MinScore)
                continue;
            if (_chosen.Exists(other => Tells(other, candidate)))
                _waiting.Add(candidate);
            else if (Offer(candidate))
                PutOffWhatItTells(candidate);
        }

        foreach (var candidate in _waiting.OrderByDescending(candidate => candidate.Result.Score))
            Offer(candidate);
        return new([.. InOrder()], Partial: false, _tokens, AsOf: 0, Milliseconds: 0);
    }

    private bool Offer(Ranked candidate)
    {
        if (IsFull || _tokens + candidate.Source.Tokens > (query.MaxTokens ?? int.MaxValue))
            return false;
        if (_chosen.Exists(other => other.Source.Traits.Likeness(candidate.Source.Traits) > options.SameWording))
            return false;
        _chosen.Add(candidate);
        _tokens += candidate.Source.Tokens;
        return true;
    }

    private void PutOffWhatItTells(Ranked turn)
    {
        foreach (var told in _chosen.FindAll(other => Tells(turn, other)))
        {
            _chosen.Remove(told);
            _tokens -= told.Source.Tokens;
            _waiting.Add(told);
        }
    }

    private static bool IsPinned(Ranked candidate) => candidate.Source.Memory.Pinned;

    private bool Tells(Ranked turn, Ranked statement) =>
        statement.Source.IsStatement && !IsPinned(statement) && !turn.Source.IsStatement && turn.Source.Traits.Share(statement.Source.Traits) > options.SameWording;

    private IEnumerable<RecalledMemory> InOrder() =>
        _chosen.Select(candidate => candidate.Result).OrderByDescending(result => result.Score)
            .ThenBy(result => result.Memory.CreatedAt).ThenBy(result => result.Memory.Id.Value);
}
