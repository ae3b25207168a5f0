using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <content>What can be read from a session.</content>
internal sealed partial class ChatSession
{
    private const int TitleLength = 80;

    /// <summary>How many exchanges before it an extractor is given as context.</summary>
    private const int ExtractionContext = 3;

    public ExchangeState this[int place] => _exchanges[place];

    public int Count => _exchanges.Count;

    public int? PlaceOf(ExchangeId id) => _places.TryGetValue(id, out var place) && !_exchanges[place].IsRemoved ? place : null;

    public Exchange? Find(ExchangeId id) => PlaceOf(id) is { } place ? _exchanges[place].View() : null;

    /// <summary>The earliest time at which an exchange that has not ended must.</summary>
    public DateTimeOffset? NextDeadline =>
        _waiting.Append(Running ?? -1).Where(place => place >= 0).Min(place => _exchanges[place].Deadline);

    /// <summary>The earliest time to come at which an extraction that failed is due again.</summary>
    public DateTimeOffset? NextRetry(DateTimeOffset now) =>
        _pending.Select(place => _exchanges[place].RetryAt).Where(retry => retry > now).Min();

    public SessionStatus Status(SessionId session) => new(
        session, CreatedAt, UpdatedAt, _exchanges.Count(exchange => !exchange.IsRemoved),
        Running is { } running ? _exchanges[running].Id : null,
        [.. _waiting.Select(place => _exchanges[place].Id)],
        _pending.Count, Sequence, Title())
    {
        Properties = Properties,
    };

    public TranscriptPage Transcript(TranscriptQuery query)
    {
        if ((query.After ?? query.Before) is { } named && !_places.ContainsKey(named))
            return new([], HasMore: false);
        return query.After is { } after ? Forwards(_places[after] + 1, query.Limit)
            : query is { FromOldest: true, Before: null } ? Forwards(0, query.Limit)
            : Backwards(query);
    }

    /// <summary>The exchanges before a place, newest first.</summary>
    public IEnumerable<Exchange> NewestBefore(int place)
    {
        while (--place >= 0)
        {
            if (!_exchanges[place].IsRemoved)
                yield return _exchanges[place].View();
        }
    }

    /// <summary>The extractions that are due, oldest first.</summary>
    public IReadOnlyList<PendingExtraction> Due(DateTimeOffset now, int limit) =>
    [
        .. _pending.Where(place => IsDue(place, now)).Take(limit).Select(place => new PendingExtraction(
            _exchanges[place].Taught(), UserEpoch, _exchanges[place].Memory, _exchanges[place].View().Extraction.Attempts,
            [.. NewestBefore(place).Where(it => it.Status == ExchangeStatus.Completed).Take(ExtractionContext).Reverse()],
            _exchanges[place].Trace)),
    ];

    public bool HasDue(DateTimeOffset now) => _pending.Exists(place => IsDue(place, now));

    private bool IsDue(int place, DateTimeOffset now) => _exchanges[place].RetryAt is not { } retry || retry <= now;

    private TranscriptPage Forwards(int from, int limit)
    {
        var page = _exchanges.Skip(from).Where(it => !it.IsRemoved).Take(limit + 1).Select(it => it.View()).ToList();
        return new([.. page.Take(limit)], page.Count > limit);
    }

    private TranscriptPage Backwards(TranscriptQuery query)
    {
        var page = NewestBefore(query.Before is { } before ? _places[before] : _exchanges.Count).Take(query.Limit + 1).ToList();
        return new([.. page.Take(query.Limit).Reverse()], page.Count > query.Limit);
    }

    private string? Title()
    {
        var text = _exchanges.SelectMany(exchange => exchange.View().Input)
            .OfType<ChatItem.Message>().FirstOrDefault(message => message.Role == ChatRole.User)?.Text.Trim();
        if (string.IsNullOrEmpty(text) || text.Length <= TitleLength)
            return string.IsNullOrEmpty(text) ? null : text;
        var length = char.IsHighSurrogate(text[TitleLength - 1]) ? TitleLength - 1 : TitleLength;
        return text.LastIndexOf(' ', length) is > TitleLength / 2 and var space ? text[..space] : text[..length];
    }
}
