using ChatMemory.Keys;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;

namespace ChatMemory.Memories;

/// <content>What runs between writes.</content>
public sealed partial class UserMemoryActor
{
    /// <inheritdoc/>
    public async Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default)
    {
        await _journal.CatchUpAsync(cancellationToken);
        return _journal.State.Find(id);
    }

    /// <inheritdoc/>
    public async Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default)
    {
        Require(MemoryRules.Check(query));
        await _journal.CatchUpAsync(cancellationToken);
        return _journal.State.Page(query, _time.GetUtcNow()) with
        {
            AsOf = _journal.State.Sequence,
            FeedPosition = new(_journal.State.Sequence, _journal.Epoch),
        };
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default)
    {
        await _journal.CatchUpAsync(cancellationToken);
        if (_journal.State.RecordsOf(id) is not { } records || _journal.Epoch is not { } epoch)
            return null;
        var history = await new MemoryHistory(_key, _journals).ReadAsync(id, records, epoch, cancellationToken);
        // It may have been deleted while its records were read.
        return _journal.State.Find(id) is null ? null : history;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(FeedPosition after, CancellationToken cancellationToken = default) =>
        _feed.FollowAsync(after, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        using var ends = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ends.Token, cancellationToken);
        await _journal.CatchUpAsync(cancellationToken);
        FollowModel();
        var indexed = _change is { } change ? await change.CompleteAsync(either.Token) : await _vectors.CompleteAsync(either.Token);
        cancellationToken.ThrowIfCancellationRequested();
        return indexed;
    }

    /// <inheritdoc/>
    public async Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default)
    {
        Require(MemoryRules.Check(query));
        var start = _time.GetTimestamp();
        using var budget = new CancellationTokenSource(query.Budget ?? _recall.Budget, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        var result = await IsReadyAsync(query, either.Token, cancellationToken)
            ? await RankAsync(query, await MeaningOfAsync(query.Text, either.Token, cancellationToken), start, budget.Token, cancellationToken)
            : new([], Partial: true, Tokens: 0, AsOf: 0, Milliseconds: 0);
        var took = _time.GetElapsedTime(start).TotalMilliseconds;
        MemoryMetrics.Searched(took);
        return result with { Milliseconds = took };
    }

    private static void Require(IReadOnlyList<FieldError> errors)
    {
        if (errors.Count > 0)
            throw new InvalidCommandException(errors);
    }

    // The write that a token names is waited for beyond the budget: without it the answer would be wrong, not late.
    private async Task<bool> IsReadyAsync(RecallQuery query, CancellationToken budget, CancellationToken cancellationToken)
    {
        try
        {
            await _journal.CatchUpAsync(query.AtLeast is null ? budget : cancellationToken);
            if (query.AtLeast > _journal.State.Sequence)
            {
                _journal.Doubt();
                await _journal.CatchUpAsync(cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<Meaning?> MeaningOfAsync(string question, CancellationToken budget, CancellationToken cancellationToken)
    {
        FollowModel();
        try
        {
            while (true)
            {
                var vectors = _vectors;
                if (vectors.Index.Count == 0)
                    return null;
                var vector = await vectors.EmbedAsync(question, budget);
                // Others may have come meanwhile, of another model.
                if (ReferenceEquals(vectors, _vectors))
                    return new(vector, vectors);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (ChatMemoryException exception)
        {
            LogQuestionNotEmbedded(_logger, exception);
            return null;
        }
    }

    private async Task<RecallResult> RankAsync(
        RecallQuery query, Meaning? meaning, long start, CancellationToken budget, CancellationToken cancellationToken)
    {
        if (_second is null)
            return await SearchAsync(query, meaning, start, budget, cancellationToken);
        var wide = await SearchAsync(SecondStage.Widen(query), meaning, start, budget, cancellationToken);
        try
        {
            return await _second.RerankAsync(query, wide, budget);
        }
        catch (Exception exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LogNotReranked(_logger, exception);
            return SecondStage.Cut(query, wide);
        }
    }

    private async Task<RecallResult> SearchAsync(
        RecallQuery query, Meaning? meaning, long start, CancellationToken budget, CancellationToken cancellationToken)
    {
        var left = (query.Budget ?? _recall.Budget) - _time.GetElapsedTime(start);
        var proposed = await ProposedAsync(query, meaning, left, cancellationToken);
        var index = _vectors.Index;
        var (view, now, asOf) = (index.View(proposed), _time.GetUtcNow(), _journal.State.Sequence);
        var vector = VectorOf(meaning);
        var isEmpty = index.Count == 0;
        var result = index.Count > _options.SearchAsideAbove
            ? await Task.Run(() => view.Search(query, vector, now, asOf, budget), cancellationToken)
            : view.Search(query, vector, now, asOf, budget);
        return result with { Partial = !isEmpty && (result.Partial || vector is null) };
    }

    // Nothing of an epoch that ended meanwhile is proposed.
    private async Task<IReadOnlyCollection<MemoryId>?> ProposedAsync(
        RecallQuery query, Meaning? meaning, TimeSpan left, CancellationToken cancellationToken)
    {
        // A shared index proposes only what is current.
        if (VectorOf(meaning) is not { } vector || _vectors.Shared is not { } shared || left <= TimeSpan.Zero || query.IncludeExpired)
            return null;
        var question = new SharedQuestion(vector, SparseTerms.OfQuestion(query.Text), query.Filter, Math.Max(_recall.Candidates, query.Limit * 2));
        var proposed = await shared.ProposeAsync(question, _time.GetUtcNow(), left, cancellationToken);
        return ReferenceEquals(shared, _vectors.Shared) ? proposed : null;
    }

    private ReadOnlyMemory<float>? VectorOf(Meaning? meaning) =>
        meaning is { } made && ReferenceEquals(made.Of, _vectors) ? made.Vector : default(ReadOnlyMemory<float>?);

    /// <summary>A question's vector, comparable with those it was made for.</summary>
    private readonly record struct Meaning(ReadOnlyMemory<float> Vector, MemoryVectors Of);
}
