using System.Diagnostics.CodeAnalysis;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>
/// The one writer of a session. A plain class without locks: its host runs all of it on one single-threaded task scheduler, so
/// between two awaits it is alone.
/// </summary>
/// <param name="key">The session.</param>
/// <param name="services">What it works with.</param>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation sources own nothing: no timer, no wait handle.")]
public sealed partial class ChatSessionActor(SessionKey key, SessionServices services) : IChatSession, IResident
{
    private readonly RecallStep _recall = new(services, key.Owner);
    private int _waiters;
    private bool _stopping;

    /// <inheritdoc/>
    public bool IsIdle =>
        _run is null && _followers == 0 && _waiters == 0 && _wakeAt is null && _gate.IsFree
        && _learning.Values.All(turns => turns.IsCompleted);

    private DateTimeOffset Now => services.Time.GetUtcNow();

    /// <inheritdoc/>
    public Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command, services.Options);
        RefuseWhenStopping();
        var id = new ExchangeId(services.Ids.Next());
        return CommitNewAsync(
            state =>
            {
                var decision = state.Start(command, id, Now, services.Options);
                if (command.Context is not null && decision.Events.Count > 0)
                    _asked[id] = command;
                // Recall runs while the exchange is being made durable.
                if (decision.Events is [.., SessionEvent.Accepted { Queued: false }])
                    _prepared = (state.Count, RecallAsync(state, Conversation(command), command.Memory));
                return decision;
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command, services.Options);
        RefuseWhenStopping();
        var id = new ExchangeId(services.Ids.Next());
        return CommitNewAsync(state => state.Record(command, id, Now), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command, services.Options);
        return CommitAsync(state => state.Submit(command), SubmitOutcome.NotFound, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        CommitAsync(state => state.Cancel(exchange, Now, !_stopping), CancelOutcome.NotFound, cancellationToken);

    /// <inheritdoc/>
    public async Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken = default) =>
        (await LoadAsync(cancellationToken))?.State.Status(key.Session);

    /// <inheritdoc/>
    public async Task<TranscriptPage?> TranscriptAsync(TranscriptQuery query, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(query);
        return (await LoadAsync(cancellationToken))?.State.Transcript(query);
    }

    /// <inheritdoc/>
    public async Task<Exchange?> FindExchangeAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        (await LoadAsync(cancellationToken))?.State.Find(exchange);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(CancellationToken cancellationToken = default)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            var existed = await services.Journals.DeleteAsync(JournalKey.Of(key), CancellationToken.None);
            Drop(Gone.Deleted);
            return existed;
        }
        finally
        {
            _gate.Leave();
        }
    }

    /// <inheritdoc/>
    public async Task StopAsync(TimeSpan grace)
    {
        _stopping = true;
        var until = Now + grace;
        while (_run is not null && _live is { } live && until > Now)
            await ChangedAsync(live, until - Now, CancellationToken.None);

        if (_run is not null)
            await CommitAsync(state => state.Interrupt(Now), missing: false, CancellationToken.None);
        await AllLearnedAsync();
        Drop(Gone.Stopped);
    }

    // False when nothing changed in time.
    private async Task<bool> ChangedAsync(SessionJournal live, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await live.Log.Changed.WaitAsync(patience, services.Time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void RefuseWhenStopping()
    {
        if (_stopping)
            throw new ChatMemoryException("The server is stopping.", isTransient: true);
    }
}
