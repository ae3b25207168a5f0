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
    public async Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command, services.Options);
        OverloadedException? full = null;
        try
        {
            var outcome = await StartAsync(command, () => full = Reserve(), cancellationToken);
            return full is null ? outcome : throw full;
        }
        finally
        {
            _reserved?.Dispose();
            _reserved = null;
        }
    }

    private Task<StartOutcome> StartAsync(StartExchange command, Func<OverloadedException?> reserve, CancellationToken cancellationToken)
    {
        ExchangeId[] earlier = [.. (command.Earlier ?? []).Select(_ => new ExchangeId(services.Ids.Next()))];
        var id = new ExchangeId(services.Ids.Next());
        var trace = SessionMetrics.Trace;
        return CommitNewAsync(command.Epoch, Decide, new StartOutcome.NoSession(), cancellationToken, Prepare);

        SessionDecision<StartOutcome> Decide(ChatSession state)
        {
            var decision = state.Start(command, id, Now, services.Options, earlier, trace);
            return Begins(decision) && reserve() is not null ? new(new StartOutcome.NoSession()) : decision;
        }

        SessionDecision<StartOutcome> Prepare(SessionJournal live, SessionDecision<StartOutcome> decision)
        {
            if (command.Context is not null && decision.Events.Count > 0)
                _asked[id] = command;
            // Recall runs while the exchange is being made durable.
            if (Begins(decision))
            {
                var place = live.State.Count + decision.Events.OfType<SessionEvent.Accepted>().Count() - 1;
                _prepared = (place, RecallAsync(live.State, live.State.Count, Conversation(command), command.Memory));
            }

            return OfEpoch(live, decision);
        }

        static bool Begins(SessionDecision<StartOutcome> decision) => decision.Events is [.., SessionEvent.Accepted { Queued: false }];
    }

    /// <inheritdoc/>
    public Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command, services.Options);
        var id = new ExchangeId(services.Ids.Next());
        var trace = SessionMetrics.Trace;
        return CommitNewAsync(
            command.Epoch, state => state.Record(command, id, Now, trace), new StartOutcome.NoSession(), cancellationToken, OfEpoch);
    }

    /// <inheritdoc/>
    public async Task<SessionStatus?> DescribeAsync(DescribeSession command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command);
        return await CommitNewAsync(command.Epoch, state => state.Describe(command.Properties, Now), missing: false, cancellationToken)
            ? await StatusAsync(cancellationToken)
            : null;
    }

    /// <inheritdoc/>
    public Task<RemoveOutcome> RemoveAsync(RemoveExchange command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return CommitAsync(state => state.Remove(command, Now), RemoveOutcome.NotFound, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken = default)
    {
        SessionRules.Check(command, services.Options);
        return CommitAsync(UnlessStopping(state => state.Submit(command)), SubmitOutcome.NotFound, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        CommitAsync(state => state.Cancel(exchange, Now, !_stopping), CancelOutcome.NotFound, cancellationToken);

    /// <inheritdoc/>
    public async Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken = default) =>
        await LoadAsync(cancellationToken) is { } live ? live.State.Status(key.Session) with { Epoch = live.Epoch } : null;

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
        await StopTakingAsync();
        var until = Now + grace;
        while (_run is not null && _live is { } live && until > Now)
            await ChangedAsync(live, until - Now, CancellationToken.None);

        if (_run is not null)
            await CommitAsync(state => state.Interrupt(Now), missing: false, CancellationToken.None);
        await AllLearnedAsync();
        Drop(Gone.Stopped);
    }

    private async Task StopTakingAsync()
    {
        await _gate.EnterAsync();
        _stopping = true;
        _gate.Leave();
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

    private static SessionDecision<StartOutcome> OfEpoch(SessionJournal live, SessionDecision<StartOutcome> decision) =>
        decision.Outcome is StartOutcome.Accepted accepted ? decision with { Outcome = accepted with { Epoch = live.Epoch } } : decision;
}
