using System.Runtime.CompilerServices;

namespace ChatMemory.Sessions;

/// <summary>Where one follower stands: from the shared log if what comes next is there, else from the journal in pages.</summary>
internal sealed class Follower(FollowSession request)
{
    private const int MostAtOnce = 256;

    private long _position = request.After;
    private Keys.ExchangeId? _last;

    /// <summary>Whether the followed exchange's last event was given, or there is no such exchange.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The events until the exchange ends or the journal is gone.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ChatEvent>> ReadAsync(
        SessionJournal live, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (!Enter(live.State))
            yield break;
        while (LossAt(live.State) is { } loss)
            yield return [loss];

        while (!HasEnded)
        {
            var changed = live.Log.Changed;
            if (await NextAsync(live, cancellationToken) is { } batch)
            {
                if (Wanted(batch) is { Count: > 0 } wanted)
                    yield return wanted;
            }
            else if (live.Gone != Gone.No)
            {
                yield break;
            }
            else
            {
                await changed.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>What a follower is told whose session went away under it; null when it ended otherwise.</summary>
    public ChatEvent? Farewell(bool isStopping) =>
        HasEnded || isStopping || _last is not { } exchange
            ? null
            : new ChatEvent.SessionDeleted { Number = _position + 1, Exchange = exchange };

    // Whether there is anything to read at all.
    private bool Enter(ChatSession state)
    {
        _last = request.Exchange ?? (state.Count > 0 ? state[state.Count - 1].Id : default);
        if (request.Exchange is not { } id)
            return true;
        if (state.Find(id) is not { } exchange)
        {
            HasEnded = true;
            return false;
        }

        _position = Math.Max(_position, exchange.FirstEvent - 1);
        HasEnded = exchange.EndedAt is not null && _position >= exchange.LastEvent;
        return !HasEnded;
    }

    // A position that is no record's: what this follower saw there is not stored.
    private ChatEvent.EventsLost? LossAt(ChatSession state)
    {
        if (state.Lost.FirstOrDefault(lost => lost.From <= _position && _position < lost.To) is { } lost)
        {
            var loss = new ChatEvent.EventsLost(lost.From, _position) { Number = lost.To, Exchange = state[lost.N].Id };
            _position = lost.To;
            return loss;
        }

        if (_position <= state.Sequence)
            return null;
        var beyond = new ChatEvent.EventsLost(state.Sequence + 1, _position) { Number = state.Sequence, Exchange = _last ?? default };
        _position = state.Sequence;
        return beyond;
    }

    private async ValueTask<IReadOnlyList<ChatEvent>?> NextAsync(SessionJournal live, CancellationToken cancellationToken)
    {
        if (live.Log.After(_position, MostAtOnce) is { } logged)
        {
            if (logged.Count == 0)
                return null;
            _position = logged[^1].Number;
            return logged;
        }

        return _position < live.State.Sequence ? await PageAsync(live, cancellationToken) : null;
    }

    private async Task<IReadOnlyList<ChatEvent>> PageAsync(SessionJournal live, CancellationToken cancellationToken)
    {
        var page = new List<ChatEvent>();
        var read = 0;
        await foreach (var (number, record) in live.ReadAsync(_position, cancellationToken))
        {
            _position = number;
            if (ChatEvents.Of(live.State, number, record) is { } shown)
                page.Add(shown);
            if (++read == MostAtOnce)
                break;
        }

        // A journal that has less than its state says is another one by now.
        if (read == 0)
            _position = live.State.Sequence;
        return page;
    }

    private IReadOnlyList<ChatEvent> Wanted(IReadOnlyList<ChatEvent> batch)
    {
        if (request.Exchange is not { } id)
            return batch;
        if (batch.All(it => it.Exchange == id) && batch[^1] is not ChatEvent.ExchangeEnded)
            return batch;

        var wanted = batch.Where(it => it.Exchange == id).ToList();
        HasEnded = wanted is [.., ChatEvent.ExchangeEnded];
        return wanted;
    }
}
