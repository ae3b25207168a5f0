using System.Runtime.CompilerServices;
using ChatMemory.Journals;

namespace ChatMemory.Sessions;

/// <summary>A session's state together with the journal that it comes from, as long as its owner holds the fence.</summary>
internal sealed class SessionJournal(SessionServices services, JournalHead head, ChatSession state)
{
    /// <summary>A snapshot is written when the records since the last one outweigh it, so that all snapshots together cost about as much as the records.</summary>
    private const int LeastBytesBetweenSnapshots = 64 * 1024;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(50);

    private bool _openWork = head.OpenWork;
    private long _bytesSinceSnapshot;
    private long _snapshotBytes = LeastBytesBetweenSnapshots;

    public ChatSession State { get; } = state;

    /// <summary>What followers read.</summary>
    public EventLog Log { get; } = new();

    /// <summary>Why nothing more comes from here.</summary>
    public Gone Gone { get; set; }

    public bool SnapshotIsDue => _bytesSinceSnapshot >= _snapshotBytes;

    /// <summary>Whether the state has all that is stored.</summary>
    public bool IsNewest(JournalHead? stored) => stored?.Epoch == head.Epoch && stored.Sequence == State.Sequence;

    /// <summary>The journal of an existing session, or null.</summary>
    public static async Task<SessionJournal?> FindAsync(SessionServices services, JournalKey key) =>
        await services.Journals.FindAsync(key) is { Sequence: > 0 } head ? await LoadAsync(services, head) : null;

    /// <summary>The journal of a session that begins, or null if there is one by now.</summary>
    public static async Task<SessionJournal?> BeginAsync(SessionServices services, JournalKey key)
    {
        var opening = services.Journals.OpenAsync(key);
        var user = await services.Journals.OpenAsync(JournalKey.Of(key.Owner));
        var head = await opening;
        return head.Sequence > 0 ? null : new(services, head, new(user.Epoch));
    }

    /// <summary>Distinguishes it from an earlier journal of the same session.</summary>
    public long Epoch => head.Epoch;

    /// <summary>Appends and applies. False when the fence was lost: this journal and its state are of no use any more.</summary>
    public async Task<bool> AppendAsync(
        IReadOnlyList<SessionEvent> records, int skip, Durability durability, IReadOnlyList<JournalRedaction>? redactions = null)
    {
        var payloads = new ReadOnlyMemory<byte>[records.Count];
        for (var i = 0; i < payloads.Length; i++)
            payloads[i] = SessionJson.Encode(records[i]);
        var openWork = OpenWorkAfter(records);

        var append = new JournalAppend(head.Key, head.Epoch, State.Sequence, payloads)
        {
            Skip = skip,
            Durability = durability,
            OpenWork = openWork == _openWork ? null : openWork,
            Redactions = redactions ?? [],
        };
        if (!await AppendAsync(append))
            return false;

        _openWork = openWork;
        var sequence = State.Sequence + skip;
        for (var i = 0; i < payloads.Length; i++)
        {
            State.Apply(++sequence, records[i]);
            _bytesSinceSnapshot += payloads[i].Length;
        }

        return true;
    }

    /// <summary>The stored records after a number, as far as the state goes.</summary>
    public async IAsyncEnumerable<(long Number, SessionEvent Record)> ReadAsync(
        long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = State.Sequence;
        await foreach (var record in services.Journals.ReadAsync(head.Key, head.Epoch, after, cancellationToken))
        {
            if (record.Sequence > last)
                yield break;
            yield return (record.Sequence, SessionJson.DecodeEvent(record.Payload.Span));
        }
    }

    /// <summary>What overwrites the stored text of what is deleted.</summary>
    public async Task<IReadOnlyList<JournalRedaction>> RedactionsAsync(IEnumerable<SessionEvent.Removed> removals)
    {
        var replaced = new Dictionary<long, SessionEvent>();
        foreach (var removed in removals)
        {
            var exchange = State[removed.N].View();
            var removal = new Removal(removed.N, exchange.Id, removed.Place);
            await foreach (var (number, record) in ReadAsync(exchange.FirstEvent - 1, CancellationToken.None))
            {
                if (number > exchange.LastEvent)
                    break;
                if (removal.Replace(replaced.GetValueOrDefault(number) ?? record) is { } left)
                    replaced[number] = left;
            }
        }

        return [.. replaced.Select(it => new JournalRedaction(it.Key, SessionJson.Encode(it.Value)))];
    }

    public Task WriteSnapshotAsync()
    {
        var payload = SessionJson.Encode(State.ToSnapshot());
        _bytesSinceSnapshot = 0;
        _snapshotBytes = Math.Max(LeastBytesBetweenSnapshots, payload.Length);
        return services.Journals.WriteSnapshotAsync(head.Key, head.Epoch, new(State.Sequence, SessionSnapshot.Format, payload));
    }

    private static async Task<SessionJournal> LoadAsync(SessionServices services, JournalHead head)
    {
        var snapshot = await services.Journals.ReadSnapshotAsync(head.Key, head.Epoch);
        if (snapshot?.Format != SessionSnapshot.Format)
            snapshot = null;

        var state = snapshot is null
            ? new ChatSession(userEpoch: 0)
            : ChatSession.Restore(snapshot.Sequence, SessionJson.DecodeSnapshot(snapshot.Payload.Span));
        var journal = new SessionJournal(services, head, state);
        if (snapshot is not null)
            journal._snapshotBytes = Math.Max(LeastBytesBetweenSnapshots, snapshot.Payload.Length);

        await foreach (var record in services.Journals.ReadAsync(head.Key, head.Epoch, state.Sequence))
        {
            state.Apply(record.Sequence, SessionJson.DecodeEvent(record.Payload.Span));
            journal._bytesSinceSnapshot += record.Payload.Length;
        }

        return journal;
    }

    // An append that was not answered may have happened: when a later try meets the fence, the records there tell.
    private async Task<bool> AppendAsync(JournalAppend append)
    {
        var wait = FirstWait;
        for (var tries = 1; ; tries++)
        {
            try
            {
                var result = await services.Journals.AppendAsync(append);
                return result.Appended || (tries > 1 && await IsOursAsync(append));
            }
            catch (ChatMemoryException failure) when (failure.IsTransient && tries < services.Options.AppendTries)
            {
                await Task.Delay(wait, services.Time);
                wait *= 4;
            }
        }
    }

    private async Task<bool> IsOursAsync(JournalAppend append)
    {
        var number = append.ExpectedSequence + append.Skip;
        var found = 0;
        await foreach (var record in services.Journals.ReadAsync(append.Key, append.Epoch, append.ExpectedSequence))
        {
            if (found == append.Payloads.Count || record.Sequence != ++number
                || !record.Payload.Span.SequenceEqual(append.Payloads[found++].Span))
            {
                return false;
            }
        }

        return found == append.Payloads.Count;
    }

    // Each record opens or closes one piece of work, or neither.
    private bool OpenWorkAfter(IReadOnlyList<SessionEvent> records)
    {
        var open = State.OpenPieces;
        foreach (var record in records)
        {
            open += record switch
            {
                SessionEvent.Accepted or SessionEvent.ExtractionRequested => 1,
                SessionEvent.Ended or SessionEvent.ExtractionSettled or SessionEvent.ExtractionFailed => -1,
                _ => 0,
            };
        }

        return open > 0;
    }
}

/// <summary>Why a session's state was let go.</summary>
internal enum Gone
{
    /// <summary>It was not.</summary>
    No,

    /// <summary>The journal is another writer's, or not to be reached: load it again.</summary>
    Elsewhere,

    /// <summary>The session was deleted.</summary>
    Deleted,

    /// <summary>The host stops.</summary>
    Stopped,
}
