using System.Text.Json;
using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>
/// What a session is: the state that its journal's records add up to. Its other parts decide what to append; nothing here
/// waits, reads a clock or makes an id.
/// </summary>
internal sealed partial class ChatSession(long userEpoch)
{
    private readonly List<ExchangeState> _exchanges = [];
    private readonly Dictionary<ExchangeId, int> _places = [];
    private readonly List<int> _waiting = [];
    private readonly List<int> _pending = [];
    private readonly List<LostNumbers> _lost = [];
    private Dictionary<string, int>? _keys;

    /// <summary>The number of the last record; 0 when there is none yet.</summary>
    public long Sequence { get; private set; }

    /// <summary>The epoch of the user's memory when the session was opened.</summary>
    public long UserEpoch { get; private set; } = userEpoch;

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    /// <summary>What a caller wants kept with the session.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Properties { get; private set; }

    /// <summary>The exchange that runs or waits for tool results, by its place.</summary>
    public int? Running { get; private set; }

    /// <summary>Completed exchanges that are not learned yet, by their place, oldest first.</summary>
    public IReadOnlyList<int> Pending => _pending;

    /// <summary>What crashes left unused.</summary>
    public IReadOnlyList<LostNumbers> Lost => _lost;

    /// <summary>How many exchanges have not ended and how many extractions are pending: what must be taken up again after a crash.</summary>
    public int OpenPieces => (Running is null ? 0 : 1) + _waiting.Count + _pending.Count;

    public static ChatSession Restore(long sequence, SessionSnapshot snapshot)
    {
        var session = new ChatSession(snapshot.UserEpoch)
        {
            Sequence = sequence,
            CreatedAt = snapshot.CreatedAt,
            UpdatedAt = snapshot.UpdatedAt,
            Properties = snapshot.Properties,
        };
        session._lost.AddRange(snapshot.Lost);
        foreach (var entry in snapshot.Exchanges)
            session.Add(ExchangeState.From(entry));
        return session;
    }

    public SessionSnapshot ToSnapshot() =>
        new(UserEpoch, CreatedAt, UpdatedAt, [.. _exchanges.Select(exchange => exchange.ToEntry())], [.. _lost], Properties);

    public void Apply(long sequence, SessionEvent record)
    {
        if (sequence > Sequence + 1)
            _lost.Add(new(Sequence + 1, sequence - 1, record is SessionEvent.OfExchange of ? of.N : Running ?? 0));
        Sequence = sequence;

        switch (record)
        {
            case SessionEvent.Opened opened:
                UserEpoch = opened.UserEpoch;
                CreatedAt = UpdatedAt = opened.At;
                break;
            case SessionEvent.Described described:
                UpdatedAt = Later(described.At);
                Properties = described.Properties;
                break;
            case SessionEvent.Accepted accepted:
                UpdatedAt = Later(accepted.At);
                Add(Begin(sequence, accepted));
                break;
            case SessionEvent.OfExchange change:
                Apply(sequence, _exchanges[change.N], change);
                break;
        }
    }

    private void Apply(long sequence, ExchangeState exchange, SessionEvent.OfExchange record)
    {
        if (ChatEvents.IsShown(record))
            exchange.Seen(sequence);

        switch (record)
        {
            case SessionEvent.Begun:
                _waiting.Remove(record.N);
                Running = record.N;
                exchange.Facts = exchange.Facts with { Status = ExchangeStatus.Started };
                break;
            case SessionEvent.Recalled recalled:
                exchange.Facts = exchange.Facts with { Recall = recalled.Note };
                break;
            case SessionEvent.Delta delta:
                exchange.Append(delta.Text);
                break;
            case SessionEvent.Item item:
                exchange.Append(item.Value);
                exchange.AwaitsResults &= exchange.OpenCalls.Count > 0;
                break;
            case SessionEvent.ResultsAwaited awaited:
                exchange.AwaitsResults = true;
                exchange.Facts = exchange.Facts with { Usage = Sum(exchange.Facts.Usage, awaited.Usage) };
                break;
            case SessionEvent.Ended ended:
                End(exchange, ended);
                break;
            case SessionEvent.Removed removed:
                UpdatedAt = Later(removed.At);
                exchange.Remove(removed.Place);
                if (removed.Place is null && exchange.Key is { } key)
                    _keys?.Remove(key);
                break;
            default:
                ApplyExtraction(exchange, record);
                break;
        }
    }

    private void End(ExchangeState exchange, SessionEvent.Ended ended)
    {
        UpdatedAt = Later(ended.At);
        _waiting.Remove(ended.N);
        if (Running == ended.N)
            Running = null;
        exchange.Facts = exchange.Facts with
        {
            Status = ended.Status,
            EndedAt = ended.At,
            Reason = ended.Reason,
            Usage = Sum(exchange.Facts.Usage, ended.Usage),
            Model = ended.Model,
        };
        exchange.Close();
        exchange.AwaitsResults = false;
        exchange.Model = null;
        exchange.Deadline = null;
    }

    private static ExchangeState Begin(long sequence, SessionEvent.Accepted accepted) =>
        ExchangeState.From(new(new()
        {
            Id = accepted.Id,
            Status = accepted.Queued ? ExchangeStatus.Queued : ExchangeStatus.Started,
            Input = accepted.Input,
            Output = [],
            StartedAt = accepted.At,
            Extraction = ExchangeState.NotLearned,
            FirstEvent = sequence,
            LastEvent = sequence,
            Properties = accepted.Properties,
        })
        {
            Deadline = accepted.Deadline,
            OwnContext = accepted.OwnContext,
            Model = accepted.Model,
            Memory = accepted.Memory,
            Key = accepted.Key,
            Fingerprint = accepted.Fingerprint,
            Trace = accepted.Trace,
            EndsAtCalls = accepted.EndsAtCalls,
            SaidBefore = accepted.SaidBefore,
        });

    private void Add(ExchangeState exchange)
    {
        var place = _exchanges.Count;
        _exchanges.Add(exchange);
        _places.Add(exchange.Id, place);
        if (exchange is { Key: { } key, IsRemoved: false })
            (_keys ??= new(StringComparer.Ordinal)).Add(key, place);

        if (exchange.Status == ExchangeStatus.Started)
            Running = place;
        else if (exchange.Status == ExchangeStatus.Queued)
            _waiting.Add(place);
        else if (exchange.Facts.Extraction.Status == ExtractionStatus.Pending)
            _pending.Add(place);
    }

    // Each of the model's turns in an exchange is counted by itself.
    private static TokenUsage? Sum(TokenUsage? one, TokenUsage? other) =>
        one is null || other is null
            ? one ?? other
            : new(one.InputTokens + other.InputTokens, one.OutputTokens + other.OutputTokens);

    // A recorded exchange may have been said long ago; the session's own time never runs back.
    private DateTimeOffset Later(DateTimeOffset at) => at > UpdatedAt ? at : UpdatedAt;
}
