using ChatMemory.Journals;

namespace ChatMemory.Sessions;

/// <content>
/// Loading, and the one way in which anything changes: decide on the newest state, append, apply, show. The gate makes that one
/// step, because calls that run between the steps of others change things too.
/// </content>
public sealed partial class ChatSessionActor
{
    private const int MostReloads = 3;

    private readonly Gate _gate = new();
    private SessionJournal? _live;

    /// <summary>Whether another writer took the journal over: a cluster lets such an activation go.</summary>
    public bool LostItsFence { get; private set; }

    /// <summary>Whether another writer has appended to the journal, or replaced it, since this session last did or read it.</summary>
    public async Task<bool> HasFallenBehindAsync(CancellationToken cancellationToken = default)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            return _live is { } live && !live.IsNewest(await services.Journals.FindAsync(JournalKey.Of(key), cancellationToken));
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async ValueTask<SessionJournal?> LoadAsync(CancellationToken cancellationToken)
    {
        if (_live is not null)
            return _live;
        await _gate.EnterAsync(cancellationToken);
        try
        {
            return await LoadWithinGateAsync();
        }
        finally
        {
            _gate.Leave();
        }
    }

    private Task<T> CommitAsync<T>(
        Func<ChatSession, SessionDecision<T>> decide, T missing, CancellationToken cancellationToken, Durability durability = Durability.Synced) =>
        CommitAsync(LoadWithinGateAsync, decide, missing, durability, cancellationToken);

    // In a session that begins, or only in that of an epoch.
    private Task<T> CommitNewAsync<T>(
        long? epoch, Func<ChatSession, SessionDecision<T>> decide, T missing, CancellationToken cancellationToken) =>
        CommitAsync(
            epoch is null ? LoadOrBeginWithinGateAsync : () => LoadOfEpochWithinGateAsync(epoch.Value), decide, missing, Durability.Synced, cancellationToken);

    private async Task<T> CommitAsync<T>(
        Func<Task<SessionJournal?>> load,
        Func<ChatSession, SessionDecision<T>> decide,
        T missing,
        Durability durability,
        CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            for (var reloads = 0; reloads <= MostReloads; reloads++)
            {
                if (await load() is not { } live)
                    return missing;
                var decision = decide(live.State);
                if (decision.Events.Count == 0 && live.State.Sequence == 0)
                {
                    // It was refused, so there is no session.
                    _live = null;
                    return decision.Outcome;
                }

                var redactions = decision.Events.Any(it => it is SessionEvent.Removed)
                    ? await live.RedactionsAsync(decision.Events.OfType<SessionEvent.Removed>())
                    : null;
                if (await AppendWithinGateAsync(live, decision.Events, decision.Skip, durability, redactions))
                    return decision.Outcome;
            }
        }
        finally
        {
            _gate.Leave();
        }

        throw new ChatMemoryException("The session changes hands all the time.", isTransient: true);
    }

    // The turn of a model counts only as long as it is this session's running one.
    private async Task<bool> CommitAsync(ExchangeRun run, Func<ChatSession, SessionDecision<bool>> decide, Durability durability)
    {
        await _gate.EnterAsync();
        try
        {
            if (_run != run || _live is not { } live)
                return false;
            var decision = decide(live.State);
            if (durability == Durability.Synced)
                _run = null;
            return decision.Outcome && await AppendWithinGateAsync(live, decision.Events, decision.Skip, durability);
        }
        catch (Exception failure)
        {
            SessionLog.Unstored(services.Log, failure);
            return false;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task<SessionJournal?> LoadOrBeginWithinGateAsync() =>
        await LoadWithinGateAsync()
        ?? (_live = await SessionJournal.BeginAsync(services, JournalKey.Of(key)))
        ?? await LoadWithinGateAsync();

    private async Task<SessionJournal?> LoadOfEpochWithinGateAsync(long epoch) =>
        await LoadWithinGateAsync() is { } live && live.Epoch == epoch ? live : null;

    private async Task<SessionJournal?> LoadWithinGateAsync()
    {
        if (_live is not null)
            return _live;
        if (await SessionJournal.FindAsync(services, JournalKey.Of(key)) is not { } live)
            return null;

        _live = live;
        if (!await RecoverWithinGateAsync(live))
            return await LoadWithinGateAsync();
        return live;
    }

    private async Task<bool> RecoverWithinGateAsync(SessionJournal live)
    {
        for (var decision = live.State.Recover(Now); decision.Outcome && !_stopping; decision = live.State.Recover(Now))
        {
            if (!await AppendWithinGateAsync(live, decision.Events, decision.Skip, Durability.Synced))
                return false;
            SessionLog.Recovered(services.Log);
            if (_run is not null)
                break;
        }

        LearnPending(live.State);
        Follow(live);
        return true;
    }

    private async Task<bool> AppendWithinGateAsync(
        SessionJournal live, IReadOnlyList<SessionEvent> records, int skip, Durability durability, IReadOnlyList<JournalRedaction>? redactions = null)
    {
        if (records.Count == 0)
            return true;

        var before = live.State.Sequence + skip;
        try
        {
            if (!await live.AppendAsync(records, skip, durability, redactions))
            {
                SessionLog.FenceLost(services.Log);
                LostItsFence = true;
                Drop(Gone.Elsewhere);
                return false;
            }
        }
        catch
        {
            // What is stored is not known any more: of what was shown before, too, because deltas do not wait for the disk. Followers
            // are told what the next load finds.
            Drop(Gone.Elsewhere);
            throw;
        }

        Show(live, before, records);
        return true;
    }

    private void Show(SessionJournal live, long before, IReadOnlyList<SessionEvent> records)
    {
        foreach (var record in records)
        {
            if (ChatEvents.Of(live.State, before + 1, record) is { } shown)
                live.Log.Add(shown, before);
            if (record is SessionEvent.ExtractionRequested requested)
            {
                Learn(live.State, requested.N);
                services.Extractions.Offer(key);
            }
            else if (record is SessionEvent.Removed)
                live.Log.Clear();
            else if (record is SessionEvent.ExtractionSettled or SessionEvent.ExtractionFailed)
                _learning.Remove(((SessionEvent.OfExchange)record).N);
            else if (record is SessionEvent.Ended ended)
                SessionMetrics.Ended(live.State[ended.N].View());
            before++;
        }

        live.Log.Signal();
        if (records[^1] is not SessionEvent.Delta)
            Follow(live);
    }

    // Whatever the state now asks for beyond appending.
    private void Follow(SessionJournal live)
    {
        EnsureRun(live.State);
        EnsureWake(live.State);
        if (_followers == 0 && live.State.Running is null)
            live.Log.Clear();
        if (live.SnapshotIsDue && live.State.Running is null)
            _ = WriteSnapshotAsync(live);
    }

    private async Task WriteSnapshotAsync(SessionJournal live)
    {
        try
        {
            await live.WriteSnapshotAsync();
        }
        catch (ChatMemoryException failure)
        {
            SessionLog.SnapshotFailed(services.Log, failure);
        }
    }

    private void Drop(Gone why)
    {
        _run?.Abandon();
        _run = null;
        _prepared = null;
        _asked.Clear();
        _learning.Clear();
        SetWake(at: null);
        if (_live is not { } live)
            return;
        _live = null;
        live.Gone = why;
        live.Log.Signal();
    }
}
