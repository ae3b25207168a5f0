using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Values;

/// <summary>
/// The writer of one value. Appends under the journal's fence: a lost one means that another writer was there, or that the value was
/// collected; what is stored is read and the command decided again. Its host runs one write at a time.
/// </summary>
/// <param name="key">The value.</param>
/// <param name="journals">Where it is kept.</param>
/// <param name="options">Bounds it.</param>
/// <param name="time">The clock.</param>
public sealed class StoredValueActor(ValueKey key, IJournalStore journals, ValueOptions options, TimeProvider time) : IStoredValue
{
    private const int Tries = 16;

    private readonly JournalKey _key = JournalKey.Of(key);

    // Null while what is stored is in doubt.
    private ValueState? _state;

    /// <inheritdoc/>
    public async Task<StoredValue?> GetAsync(CancellationToken cancellationToken = default)
    {
        var text = new ValueText();
        var state = await ReadAsync(text.Add, cancellationToken);
        return state.IsThere(time.GetUtcNow()) ? new(text.ToString(), state.Version, state.UpdatedAt, state.Items, state.ExpiresAt) : null;
    }

    /// <inheritdoc/>
    public Task<WriteOutcome> SetAsync(SetValue command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var shape = ValueRules.Check(command);
        return WriteAsync((state, now) => state.Decide(command, shape, options, now), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<WriteOutcome> AppendAsync(AppendToValue command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var bytes = ValueRules.Check(command, options);
        return WriteAsync((state, now) => state.Decide(command, bytes, options, now), cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<WriteOutcome> DeleteAsync(DeleteValue command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (state, now) = (await StateAsync(cancellationToken), time.GetUtcNow());
            var status = state.Decide(command, now);
            if (status != WriteStatus.Done)
            {
                if (await IsCurrentAsync(state, cancellationToken))
                    return state.Outcome(status, now);
                continue;
            }

            _state = null;
            if (await journals.DeleteAsync(new JournalHead(_key, state.Epoch!.Value, state.Sequence, OpenWork: false, now, now), cancellationToken))
                return new(WriteStatus.Done);
        }

        throw Outrun();
    }

    private async Task<WriteOutcome> WriteAsync(Func<ValueState, DateTimeOffset, ValueDecision> decide, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var (state, now) = (await StateAsync(cancellationToken), time.GetUtcNow());
            var decision = decide(state, now);
            if (decision.Event is null)
            {
                if (await IsCurrentAsync(state, cancellationToken))
                    return state.Outcome(decision.Status, now, duplicate: decision.Status == WriteStatus.Done);
            }
            else if (await AppendAsync(state, decision.Event, cancellationToken) is { } appended)
            {
                return appended.Outcome(decision.Status, now);
            }
        }

        throw Outrun();
    }

    // Unless the append is known to have taken place, what is stored is in doubt.
    private async Task<ValueState?> AppendAsync(ValueState state, ValueEvent happened, CancellationToken cancellationToken)
    {
        _state = null;
        if (state.Epoch is null)
        {
            var head = await journals.OpenAsync(_key, cancellationToken);
            if (head.Sequence != 0)
                return null;
            state = new(head.Epoch);
        }

        var result = await journals.AppendAsync(
            new(_key, state.Epoch!.Value, state.Sequence, [ValueJournalJson.Write(happened)])
            {
                TrimTo = happened is ValueEvent.Set ? state.Sequence : 0,
                ExpiresAt = happened.ExpiresAt,
            },
            cancellationToken);
        if (!result.Appended)
            return null;

        state.Apply(happened, result.Sequence);
        return _state = state;
    }

    // What is refused meets no fence, so that it must be asked whether another writer was there.
    private async Task<bool> IsCurrentAsync(ValueState state, CancellationToken cancellationToken)
    {
        var head = await journals.FindAsync(_key, cancellationToken);
        if (head?.Epoch == state.Epoch && (head?.Sequence ?? 0) == state.Sequence)
            return true;
        _state = null;
        return false;
    }

    private async ValueTask<ValueState> StateAsync(CancellationToken cancellationToken) =>
        _state ??= await ReadAsync(_ => { }, cancellationToken);

    // Another writer may set the value while its records are read; then they are read again.
    private async Task<ValueState> ReadAsync(Action<ValueEvent> each, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await journals.FindAsync(_key, cancellationToken) is not { } head)
                return new(epoch: null);
            var state = new ValueState(head.Epoch);
            await foreach (var record in journals.ReadAsync(_key, head.Epoch, cancellationToken: cancellationToken))
            {
                var happened = ValueJournalJson.Read(record.Payload);
                each(happened);
                state.Apply(happened, record.Sequence);
            }

            if (state.Sequence >= head.Sequence)
                return state;
        }

        throw Outrun();
    }

    private static ChatMemoryException Outrun() => new("Other writers of the same value were faster every time.", isTransient: true);
}
