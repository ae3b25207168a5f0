using ChatMemory.Journals;

namespace ChatMemory.Sessions;

/// <content>
/// The one way in which anything changes: decide on the newest state, append, apply, show. The gate makes that one step, because
/// calls that run between the steps of others change things too.
/// </content>
public sealed partial class ChatSessionActor
{
    private const int MostReloads = 3;

    private readonly Gate _gate = new();

    /// <summary>Whether another writer took the journal over: a cluster lets such an activation go.</summary>
    public bool LostItsFence { get; private set; }

    private Task<T> CommitAsync<T>(Func<ChatSession, SessionDecision<T>> decide, T missing, CancellationToken cancellationToken) =>
        CommitAsync(new Change<T>(decide, missing), cancellationToken);

    // In a session that begins, or only in that of an epoch.
    private Task<T> CommitNewAsync<T>(
        long? epoch,
        Func<ChatSession, SessionDecision<T>> decide,
        T missing,
        CancellationToken cancellationToken,
        Func<SessionJournal, SessionDecision<T>, SessionDecision<T>>? prepare = null) =>
        CommitAsync(new Change<T>(UnlessStopping(decide), missing) { Begins = epoch is null, Epoch = epoch, Prepare = prepare }, cancellationToken);

    // Asked within the gate, by which stopping begins as well: what is let in runs before the session stops.
    private Func<ChatSession, SessionDecision<T>> UnlessStopping<T>(Func<ChatSession, SessionDecision<T>> decide) => state =>
        _stopping ? throw new ChatMemoryException("The server is stopping.", isTransient: true) : decide(state);

    private async Task<T> CommitAsync<T>(Change<T> change, CancellationToken cancellationToken)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            for (var reloads = 0; reloads <= MostReloads; reloads++)
            {
                var live = await LoadWithinGateAsync();
                if (live is null && change.Begins)
                {
                    // What is refused leaves no journal behind.
                    var first = change.Decide(new(userEpoch: 0));
                    if (first.Events.Count == 0)
                        return first.Outcome;
                    live = await BeginWithinGateAsync();
                }

                if (live is null || (change.Epoch is { } epoch && epoch != live.Epoch))
                    return change.Missing;
                var decision = change.Decide(live.State);
                if (change.Prepare is { } prepare)
                    decision = prepare(live, decision);
                var redactions = await live.RedactionsAsync(decision.Events.OfType<SessionEvent.Removed>());
                if (await AppendWithinGateAsync(live, decision, Durability.Synced, redactions))
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
            return decision.Outcome && await AppendWithinGateAsync(live, decision, durability);
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

    // False when the fence was lost.
    private async Task<bool> AppendWithinGateAsync<T>(
        SessionJournal live, SessionDecision<T> decision, Durability durability, IReadOnlyList<JournalRedaction>? redactions = null)
    {
        if (decision.Events.Count == 0)
            return true;

        var before = live.State.Sequence + decision.Skip;
        try
        {
            if (!await live.AppendAsync(decision.Events, decision.Skip, durability, redactions))
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

        Show(live, before, decision.Events);
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

    /// <summary>What is to change.</summary>
    /// <param name="Decide">Asked twice of a session that begins: before there is a journal, and on it.</param>
    /// <param name="Missing">The outcome when there is no such session.</param>
    private sealed record Change<T>(Func<ChatSession, SessionDecision<T>> Decide, T Missing)
    {
        /// <summary>Whether a session begins with it if there is none.</summary>
        public bool Begins { get; init; }

        /// <summary>Only in a session of this epoch.</summary>
        public long? Epoch { get; init; }

        /// <summary>Does what belongs to a decision, just before it is appended.</summary>
        public Func<SessionJournal, SessionDecision<T>, SessionDecision<T>>? Prepare { get; init; }
    }
}
