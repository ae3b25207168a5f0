using ChatMemory.Extraction;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Sessions;

/// <content>
/// What happens to a completed exchange. That its turns are in memory is written down nowhere by itself: they are taken in again
/// after a restart as long as its extraction is pending, which the user's memory answers with "already learned", and an
/// extraction does not settle before they are in.
/// </content>
public sealed partial class ChatSessionActor
{
    private readonly Dictionary<int, Task<bool>> _learning = [];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PendingExtraction>> PendingExtractionsAsync(
        int limit, CancellationToken cancellationToken = default) =>
        (await LoadAsync(cancellationToken))?.State.Due(Now, limit) ?? [];

    /// <inheritdoc/>
    public async Task ReportExtractionAsync(ExtractionReport report, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Error is null || report.Final)
            await RequireLearnedAsync(report.Exchange, cancellationToken);
        await CommitAsync(state => state.Report(report, Now), missing: false, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<RetryOutcome> RetryExtractionAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        CommitAsync(state => state.Retry(exchange), RetryOutcome.NotFound, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken = default)
    {
        _waiters++;
        try
        {
            var until = Now + patience;
            while (await LoadAsync(cancellationToken) is { State.Pending.Count: > 0 } live)
            {
                OfferDue(live.State);
                if (until <= Now || !await ChangedAsync(live, until - Now, cancellationToken))
                    return false;
            }

            return true;
        }
        finally
        {
            _waiters--;
        }
    }

    private void OfferDue(ChatSession state)
    {
        if (state.HasDue(Now))
            services.Extractions.Offer(key);
    }

    private void LearnPending(ChatSession state)
    {
        foreach (var place in state.Pending)
            Learn(state, place);
        OfferDue(state);
    }

    private void Learn(ChatSession state, int place)
    {
        if (!_learning.TryGetValue(place, out var turns) || turns.IsCompleted)
            _learning[place] = LearnAsync(state[place].Taught(), state[place].Memory, state.UserEpoch);
    }

    private async Task<bool> AllLearnedAsync()
    {
        foreach (var turns in _learning.Values.ToList())
        {
            if (!await turns)
                return false;
        }

        return true;
    }

    private async Task RequireLearnedAsync(ExchangeId exchange, CancellationToken cancellationToken)
    {
        if (await LoadAsync(cancellationToken) is not { } live || live.State.PlaceOf(exchange) is not { } place
            || !live.State.Pending.Contains(place))
        {
            return;
        }

        if (_learning.TryGetValue(place, out var turns) && await turns)
            return;
        Learn(live.State, place);
        if (_learning.TryGetValue(place, out turns) && !await turns)
            throw new ChatMemoryException("The exchange's turns could not be taken into memory.", isTransient: true);
    }

    // False when it did not work; never throws.
    private async Task<bool> LearnAsync(Exchange exchange, MemoryUse use, long userEpoch)
    {
        try
        {
            var episodes = Episodes.Of(key, exchange, use);
            if (episodes.Count > 0)
            {
                var command = new LearnFromExchange(
                    key.Session, exchange.Id, LearningPart.Episodes, userEpoch, episodes, exchange.Recall?.Memories ?? []);
                await services.Host.User(key.Owner).LearnAsync(command).WaitAsync(services.Options.LearnPatience, services.Time);
            }

            return true;
        }
        catch (Exception failure)
        {
            SessionLog.LearningFailed(services.Log, failure);
            return false;
        }
    }
}
