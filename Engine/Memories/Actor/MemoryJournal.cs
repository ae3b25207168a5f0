using System.Text.Json;
using ChatMemory.Journals;
using ChatMemory.Keys;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

/// <summary>
/// A user's state as its journal has it. Reading never makes a journal; writing appends under the fence, and a lost fence means that
/// another writer was there: what it wrote is read, and the command is decided again.
/// </summary>
internal sealed partial class MemoryJournal(
    UserKey owner, IJournalStore journals, MemoryOptions options, ILogger logger, IMemoryListener listener)
{
    private const int Tries = 16;

    private readonly JournalKey _key = JournalKey.Of(owner);
    private readonly MemorySnapshots _snapshots = new(owner, journals, options, logger);
    private Task? _catchingUp;
    private bool _current;

    public UserMemory State { get; private set; } = new();

    /// <summary>The journal's epoch; null when there is no journal.</summary>
    public long? Epoch { get; private set; }

    /// <summary>What was last counted.</summary>
    public JournalTally Tally { get; private set; }

    /// <summary>Reads what is missing: everything at first, what others wrote after a lost fence.</summary>
    public Task CatchUpAsync(CancellationToken cancellationToken = default)
    {
        if (_current)
            return Task.CompletedTask;
        if (_catchingUp is not { IsCompleted: false })
            _catchingUp = ReadMissingAsync();
        return _catchingUp.WaitAsync(cancellationToken);
    }

    /// <summary>Doubts what is known, so that the next catching up looks.</summary>
    public void Doubt() => _current = false;

    /// <summary>Decides about a journal that is opened for it, which the decision's new ids name; otherwise as the other.</summary>
    public Task<TOutcome> CommitAsync<TOutcome>(Func<UserMemory, long, Decision<TOutcome>> decide, CancellationToken cancellationToken) =>
        CommitAsync(opens: true, state => decide(state, Epoch!.Value), cancellationToken);

    /// <summary>Decides, appends and applies; again when another writer was faster. Where there is no journal there is nothing to append.</summary>
    public Task<TOutcome> CommitAsync<TOutcome>(Func<UserMemory, Decision<TOutcome>> decide, CancellationToken cancellationToken) =>
        CommitAsync(opens: false, decide, cancellationToken);

    public async Task EraseAsync(CancellationToken cancellationToken)
    {
        Doubt();
        await journals.DeleteAsync(_key, cancellationToken);
        _snapshots.Forget();
        Reset(epoch: null, new());
        listener.Applied();
    }

    private async Task<TOutcome> CommitAsync<TOutcome>(bool opens, Func<UserMemory, Decision<TOutcome>> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            await CatchUpAsync(cancellationToken);
            if (opens && Epoch is null && !await OpenAsync(cancellationToken))
                continue;
            var decision = decide(State);
            if (decision.Events.Count == 0 || await AppendAsync(decision, cancellationToken))
                return decision.Outcome;
            LogFenceLost(logger, attempt + 1);
        }

        throw new ChatMemoryException("Other writers of the same user's memory were faster every time.", isTransient: true);
    }

    private async Task<bool> AppendAsync<TOutcome>(Decision<TOutcome> decision, CancellationToken cancellationToken)
    {
        var (epoch, before, tally) = (Epoch!.Value, State.Sequence, TallyAfter(decision));
        ReadOnlyMemory<byte>[] payloads = [.. decision.Events.Select(happened => (ReadOnlyMemory<byte>)MemoryJournalJson.Write(happened))];
        var result = await TellingAsync(new(_key, epoch, before, payloads)
        {
            Redactions = [.. decision.Redactions.Select(record => new JournalRedaction(record, MemoryJournalJson.Redacted))],
            ForgetVectors = decision.ForgetVectors,
            Tally = tally,
        }, cancellationToken);
        if (!result.Appended)
            return false;

        Tally = tally;
        Apply(decision.Events, before);
        MemoryMetrics.Changed(decision.Events);
        _snapshots.Appended(payloads.Sum(payload => (long)payload.Length), State, epoch);
        return true;
    }

    private JournalTally TallyAfter<TOutcome>(Decision<TOutcome> decision)
    {
        var held = State.Count + decision.Events.Sum(happened => happened switch
        {
            MemoryEvent.Added => 1,
            MemoryEvent.Deleted => -1,
            _ => 0,
        });
        return decision.Written is (var day, > 0 and var written) ? new(held, day, Tally.WrittenOn(day) + written) : Tally with { Held = held };
    }

    // Unless the append is known to have taken place, what is known of the journal is in doubt.
    private async Task<JournalAppendResult> TellingAsync(JournalAppend append, CancellationToken cancellationToken)
    {
        var appended = false;
        try
        {
            var result = await journals.AppendAsync(append, cancellationToken);
            appended = result.Appended;
            return result;
        }
        finally
        {
            if (!appended)
                Doubt();
        }
    }

    // A read may have caught up while the append was on its way; what it applied is not applied again.
    private void Apply(IReadOnlyList<MemoryEvent> events, long before)
    {
        for (var i = 0; i < events.Count; i++)
            Apply(events[i], before + i + 1);
        listener.Applied();
    }

    private void Apply(MemoryEvent happened, long sequence)
    {
        if (sequence <= State.Sequence)
            return;
        State.Apply(happened, sequence);
        listener.Happened(happened, State);
    }

    // A journal that is not empty was made by another writer in the meantime.
    private async Task<bool> OpenAsync(CancellationToken cancellationToken)
    {
        var head = await journals.OpenAsync(_key, cancellationToken);
        if (head.Sequence != 0)
        {
            Doubt();
            return false;
        }

        Reset(head.Epoch, new());
        return true;
    }

    private async Task ReadMissingAsync()
    {
        var head = await journals.FindAsync(_key);
        if (head?.Epoch != Epoch || Epoch is null)
            Reset(head?.Epoch, head is null ? new() : await LoadAsync(head.Epoch));
        if (head is not null && State.Sequence < head.Sequence)
            await ReplayAsync(head.Epoch);
        Tally = head?.Tally ?? default;
        _current = true;
        listener.Applied();
    }

    private async Task<UserMemory> LoadAsync(long epoch)
    {
        await listener.LoadingAsync(epoch);
        return await RestoreAsync(epoch);
    }

    private async Task ReplayAsync(long epoch)
    {
        await foreach (var record in journals.ReadAsync(_key, epoch, State.Sequence))
        {
            Apply(MemoryJournalJson.Read(record.Payload), record.Sequence);
            _snapshots.Replayed(record.Payload.Length);
        }
    }

    private async Task<UserMemory> RestoreAsync(long epoch)
    {
        if (await journals.ReadSnapshotAsync(_key, epoch) is not { Format: MemorySnapshot.Format } stored)
            return new();
        _snapshots.Restored(stored.Payload.Length);
        try
        {
            return MemoryJournalJson.ReadSnapshot(stored.Payload) is { } snapshot ? UserMemory.Restore(snapshot, stored.Sequence) : new();
        }
        catch (JsonException exception)
        {
            LogSnapshotUnreadable(logger, exception);
            return new();
        }
    }

    private void Reset(long? epoch, UserMemory state)
    {
        (Epoch, State, Tally) = (epoch, state, default);
        listener.Reset(state, epoch);
    }
}
