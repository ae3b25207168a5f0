using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Recall.Shared;

/// <content>What is asked of the shared index.</content>
public sealed partial class SharedRecall
{
    private bool CanAnswer => IsWanted && _standing == Standing.InStep && _outbox.Count <= _options.MaxWaiting;

    /// <summary>Asks for the memories that the user's own index should rank.</summary>
    /// <param name="question">The question with the caller's filter; what is not current is left out besides.</param>
    /// <param name="now">What is current then.</param>
    /// <param name="left">What is left of the recall's budget. At most half of it is spent, so that the user's own index can still answer.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <returns>
    /// At least <see cref="SharedQuestion.Limit"/> memories that are current and that the filter admits, best first, then all that wait to be
    /// written; null when the user's own index has to find them itself.
    /// </returns>
    public async Task<IReadOnlyCollection<MemoryId>?> ProposeAsync(
        SharedQuestion question, DateTimeOffset now, TimeSpan left, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        Start();
        if (!CanAnswer || !_searching.IsOver || Owner is not { } owner)
            return null;

        var waiting = _outbox.Memories.ToList();
        // Some of what is found may be outdated by what waits.
        var limit = question.Limit + Math.Min(question.Limit, _outbox.Count);
        var current = question with { Filter = AboutCurrent(question.Filter, now), Limit = limit };
        if (await SearchAsync(owner, current, left / 2, cancellationToken) is not { } hits || !CanAnswer)
            return null;

        var admitted = hits.Select(hit => hit.Memory).Where(IsMeant).ToList();
        return admitted.Count < question.Limit
            ? FoundTooFew(question)
            : [.. admitted.Union(waiting).Union(_outbox.Memories)];

        bool IsMeant(MemoryId id) => _source.Find(id) is { } memory && memory.IsCurrent(now) && question.Filter.Matches(memory);
    }

    // The beginning of the millisecond is what an index can compare with exactly; what ended within it is left out afterwards.
    private static MemoryFilter.All AboutCurrent(MemoryFilter? filter, DateTimeOffset now)
    {
        var recently = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));
        return new(
        [
            .. filter is null ? Array.Empty<MemoryFilter>() : [filter],
            new MemoryFilter.Not(new MemoryFilter.HasTime(TimeField.ValidUntil, Comparison.Lt, recently)),
            new MemoryFilter.Not(new MemoryFilter.HasTime(TimeField.ExpiresAt, Comparison.Lt, recently)),
        ]);
    }

    private async Task<IReadOnlyList<SharedHit>?> SearchAsync(
        SharedOwner owner, SharedQuestion question, TimeSpan most, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(most < _options.Patience ? most : _options.Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var hits = await _index.SearchAsync(owner, question, either.Token).WaitAsync(either.Token);
            _searching.Succeeded();
            return hits;
        }
        catch (Exception exception) when (exception is ChatMemoryException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            if (!_searching.IsOn)
                LogNotSearched(_logger, exception);
            _searching.Failed();
            return null;
        }
    }

    // A narrow filter is no reason to worry; without one the points of a user who has so many memories are gone.
    private List<MemoryId>? FoundTooFew(SharedQuestion question)
    {
        if (question.Filter is null && _time.GetUtcNow() - _comparedAt >= _options.LongestBackoff)
        {
            LogIncomplete(_logger);
            Doubt();
            Start();
        }

        return null;
    }
}
