using ChatMemory.Sessions;

namespace ChatMemory.Cluster.Client;

/// <summary>
/// One follower of a session, who goes on after the last event seen when the session comes to life on another node. The session
/// itself says what is lost, so that there is no silence about a gap.
/// </summary>
internal sealed class Following(IChatSession grain, FollowSession request, PatientCalls.Patience patience)
{
    private IAsyncEnumerator<IReadOnlyList<ChatEvent>>? _source;
    private long _after = request.After;
    private bool _ended;

    /// <summary>The next events, or null at the end. <see cref="LeaveAsync"/> must follow.</summary>
    public async Task<IReadOnlyList<ChatEvent>?> NextAsync(CancellationToken cancellationToken)
    {
        while (!_ended)
        {
            try
            {
                if (await ReadAsync(cancellationToken) is { } batch)
                    return batch;
                if (await IsOverAsync(cancellationToken))
                    break;
                await patience.PauseAsync(cancellationToken);
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested && failure is not OperationCanceledException)
            {
                await LeaveAsync();
                await patience.BearAsync(failure, cancellationToken);
            }
        }

        return null;
    }

    /// <summary>Ends the following.</summary>
    public async ValueTask LeaveAsync()
    {
        if (_source is not { } source)
            return;
        _source = null;
        try
        {
            await source.DisposeAsync();
        }
        catch (Exception gone) when (gone is not OutOfMemoryException)
        {
            // The node that would have to be told is not there any more; it forgets followers that do not ask.
        }
    }

    private async Task<IReadOnlyList<ChatEvent>?> ReadAsync(CancellationToken cancellationToken)
    {
        _source ??= grain.FollowAsync(request with { After = _after }, cancellationToken).GetAsyncEnumerator(cancellationToken);
        if (!await _source.MoveNextAsync())
        {
            await LeaveAsync();
            return null;
        }

        var batch = _source.Current;
        patience.Renew();
        _after = Math.Max(_after, batch[^1].Number);
        _ended = batch[^1] is ChatEvent.SessionDeleted
            || (batch[^1] is ChatEvent.ExchangeEnded ended && ended.Exchange == request.Exchange);
        return batch;
    }

    // A stream ends without a last event when there is nothing to follow, or when its node stops.
    private async Task<bool> IsOverAsync(CancellationToken cancellationToken) => request.Exchange is { } id
        ? await grain.FindExchangeAsync(id, cancellationToken) is not { } exchange
            || (exchange.EndedAt is not null && exchange.LastEvent <= _after)
        : await grain.StatusAsync(cancellationToken) is null;
}
