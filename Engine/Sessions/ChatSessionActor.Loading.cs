using ChatMemory.Journals;

namespace ChatMemory.Sessions;

/// <content>The session as it is loaded: found or begun, recovered, and let go.</content>
public sealed partial class ChatSessionActor
{
    private SessionJournal? _live;

    /// <summary>
    /// Whether another writer has appended to the journal, or replaced it, since this session last did or read it. What is not found
    /// here may then be there.
    /// </summary>
    public async Task<bool> HasFallenBehindAsync(CancellationToken cancellationToken = default)
    {
        await _gate.EnterAsync(cancellationToken);
        try
        {
            // What it lost it may have read again since the caller looked, or will only with the next call.
            if (LostItsFence)
                return true;
            var stored = await services.Journals.FindAsync(JournalKey.Of(key), cancellationToken);
            return _live is { } live ? !live.IsNewest(stored) : stored is { Sequence: > 0 };
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

    private async Task<SessionJournal?> BeginWithinGateAsync() =>
        (_live = await SessionJournal.BeginAsync(services, JournalKey.Of(key))) ?? await LoadWithinGateAsync();

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
            if (!await AppendWithinGateAsync(live, decision, Durability.Synced))
                return false;
            SessionLog.Recovered(services.Log);
            if (_run is not null)
                break;
        }

        LearnPending(live.State);
        Follow(live);
        return true;
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
