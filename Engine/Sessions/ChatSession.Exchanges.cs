using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <content>What a session decides about its exchanges.</content>
internal sealed partial class ChatSession
{
    /// <summary>More numbers than one exchange can have shown: a delta has at least one character.</summary>
    private const int CrashSkip = 2 * SessionOptions.MostAnswerCharacters;

    /// <summary>Begins an exchange, or finds the one that the same key began.</summary>
    /// <param name="command">What to begin.</param>
    /// <param name="id">Names it.</param>
    /// <param name="now">The time.</param>
    /// <param name="options">The bounds.</param>
    /// <param name="earlier">Names the copies of earlier exchanges.</param>
    /// <param name="trace">The trace that it belongs to.</param>
    public SessionDecision<StartOutcome> Start(
        StartExchange command, ExchangeId id, DateTimeOffset now, SessionOptions options, IReadOnlyList<ExchangeId>? earlier = null, string? trace = null)
    {
        var fingerprint = command.IdempotencyKey is null ? null : InputFingerprint.Of(command.Input);
        if (Known(command.IdempotencyKey, fingerprint) is { } known)
            return new(known);
        if (command.After is { } after && _exchanges.FindLast(exchange => !exchange.IsRemoved)?.Id != after)
            return new(new StartOutcome.NotNewest());
        if (Running is { } running && command.WhenBusy == WhenBusy.Refuse)
            return new(new StartOutcome.Busy(_exchanges[running].Id));
        if (Running is not null && _waiting.Count >= options.QueueLimit)
            return new(new StartOutcome.QueueFull(options.QueueLimit));

        var brings = command.Context is not null;
        if (InputOf(command) is not { } input)
            return new(new StartOutcome.UnknownCall());
        return Accept(now, Copies(command, earlier ?? []), new(id, brings ? SessionRules.Kept(input) : input, now, Queued: Running is not null)
        {
            Deadline = now + (command.Deadline ?? options.Deadline),
            OwnContext = brings,
            Model = brings ? null : command.Model,
            Memory = command.Memory,
            Key = command.IdempotencyKey,
            Fingerprint = fingerprint,
            Trace = trace,
            EndsAtCalls = command.EndsAtCalls,
            SaidBefore = command.SaidBefore,
            Properties = command.Properties,
        });
    }

    public SessionDecision<StartOutcome> Record(RecordExchange command, ExchangeId id, DateTimeOffset now, string? trace = null)
    {
        var fingerprint = command.IdempotencyKey is null ? null : InputFingerprint.Of(command.Items);
        if (Known(command.IdempotencyKey, fingerprint) is { } known)
            return new(known);

        var said = command.SaidAt ?? now;
        var place = _exchanges.Count;
        var inputs = InputsOf(command.Items);
        return Accept(
            now,
            [],
            // Never "started", also while another exchange runs: it ends in the same append.
            new(id, [.. command.Items.Take(inputs)], said, Queued: true)
            {
                Memory = command.Memory,
                Key = command.IdempotencyKey,
                Fingerprint = fingerprint,
                Trace = trace,
            },
            [
                .. command.Items.Skip(inputs).Select(item => new SessionEvent.Item(place, item)),
                new SessionEvent.Ended(place, ExchangeStatus.Completed, said),
                .. Outbox(place, command.Memory),
            ]);
    }

    /// <summary>What the model has said or asked for, unless the exchange has ended meanwhile.</summary>
    public SessionDecision<bool> Say(int place, IReadOnlyList<SessionEvent> records) =>
        Running == place ? new(true, records) : new(false);

    /// <summary>The model has ended its turn with tool calls.</summary>
    public SessionDecision<bool> AwaitResults(int place, TokenUsage? usage = null) =>
        Running == place
            ? new(true, [new SessionEvent.ResultsAwaited(place, [.. _exchanges[place].OpenCalls.Select(call => call.CallId)], usage)])
            : new(false);

    public SessionDecision<SubmitOutcome> Submit(SubmitToolResults command)
    {
        if (PlaceOf(command.Exchange) is not { } place)
            return new(SubmitOutcome.NotFound);

        var exchange = _exchanges[place];
        var open = exchange.OpenCalls.Select(call => call.CallId).ToHashSet(StringComparer.Ordinal);
        var given = new Dictionary<string, ChatItem.ToolResult>(StringComparer.Ordinal);
        foreach (var result in exchange.View().Output.OfType<ChatItem.ToolResult>())
            given[result.CallId] = result;
        var fresh = new List<ChatItem.ToolResult>();
        foreach (var result in command.Results)
        {
            if (given.TryGetValue(result.CallId, out var before) && before == result)
                continue;
            if (!open.Remove(result.CallId))
                return new(exchange.AwaitsResults ? SubmitOutcome.UnknownCall : SubmitOutcome.NotAwaited);
            given.Add(result.CallId, result);
            fresh.Add(result);
        }

        return fresh.Count > 0 && !exchange.AwaitsResults
            ? new(SubmitOutcome.NotAwaited)
            : new(SubmitOutcome.Accepted, [.. fresh.Select(result => new SessionEvent.Item(place, result))]);
    }

    /// <summary>The running exchange ends; the next begins with it.</summary>
    public SessionDecision<bool> End(SessionEvent.Ended ended, bool beginNext = true)
    {
        if (Running != ended.N)
            return new(false);
        IEnumerable<SessionEvent> outbox =
            ended.Status == ExchangeStatus.Completed ? Outbox(ended.N, _exchanges[ended.N].Memory) : [];
        return new(true, [ended, .. outbox, .. beginNext ? BeginNext([]) : []]);
    }

    public SessionDecision<CancelOutcome> Cancel(ExchangeId id, DateTimeOffset now, bool beginNext = true)
    {
        if (PlaceOf(id) is not { } place)
            return new(CancelOutcome.NotFound);
        if (_exchanges[place].HasEnded)
            return new(CancelOutcome.AlreadyEnded);

        var ended = new SessionEvent.Ended(place, ExchangeStatus.Cancelled, now, EndReasons.Cancelled);
        return new(CancelOutcome.Cancelled, Running == place ? End(ended, beginNext).Events : [ended]);
    }

    /// <summary>Ends what should have ended by now.</summary>
    public SessionDecision<bool> Expire(DateTimeOffset now, bool beginNext = true)
    {
        var late = _waiting.Append(Running ?? -1).Where(place => place >= 0 && _exchanges[place].Deadline <= now).ToHashSet();
        if (late.Count == 0)
            return new(false);
        var endsRunning = Running is { } running && late.Contains(running);
        return new(true,
        [
            .. late.Order().Select(place => new SessionEvent.Ended(
                place, ExchangeStatus.Incomplete, now,
                _exchanges[place].AwaitsResults ? EndReasons.ToolResultsMissing : EndReasons.Deadline)),
            .. endsRunning && beginNext ? BeginNext(late) : [],
        ]);
    }

    /// <summary>After a restart: what was in the middle of an answer is cut, what waits goes on unless its context is lost.</summary>
    public SessionDecision<bool> Recover(DateTimeOffset now)
    {
        var isCut = Running is { } running && !_exchanges[running].AwaitsResults;
        var lost = _waiting.Where(waiting => _exchanges[waiting].OwnContext).ToHashSet();
        SessionEvent[] records =
        [
            .. isCut ? [Interrupted(Running!.Value, now)] : Array.Empty<SessionEvent>(),
            .. lost.Order().Select(waiting => Interrupted(waiting, now)),
            .. isCut || Running is null ? BeginNext(lost) : [],
        ];
        return new(records.Length > 0, records) { Skip = isCut ? CrashSkip : 0 };
    }

    /// <summary>The server stops: what is in the middle of an answer is cut, the rest is left for the next start.</summary>
    public SessionDecision<bool> Interrupt(DateTimeOffset now) =>
        Running is { } place && !_exchanges[place].AwaitsResults ? End(Interrupted(place, now), beginNext: false) : new(false);

    private static SessionEvent.Ended Interrupted(int place, DateTimeOffset now) =>
        new(place, ExchangeStatus.Incomplete, now, EndReasons.Interrupted);

    private static IEnumerable<SessionEvent> Outbox(int place, MemoryUse memory) =>
        memory.Learn ? [new SessionEvent.ExtractionRequested(place)] : [];

    // What follows the last item that is neither the model's nor a tool's is the answer.
    private static int InputsOf(IReadOnlyList<ChatItem> items)
    {
        var inputs = items.Count;
        while (inputs > 0 && items[inputs - 1] is not ChatItem.Message { Role: not ChatRole.Assistant })
            inputs--;
        return inputs;
    }

    private IEnumerable<SessionEvent> BeginNext(HashSet<int> except) =>
        _waiting.Where(place => !except.Contains(place)).Take(1).Select(place => new SessionEvent.Begun(place));

    private StartOutcome? Known(string? key, string? fingerprint)
    {
        if (key is null || _keys is null || !_keys.TryGetValue(key, out var place))
            return null;
        var exchange = _exchanges[place];
        return exchange.Fingerprint == fingerprint
            ? new StartOutcome.Accepted(exchange.Id, exchange.View().FirstEvent, Duplicate: true)
            : new StartOutcome.KeyReused(exchange.Id);
    }

    // The calls that results in the input answer, if they were made in earlier exchanges, and the input. Null when one is nowhere.
    private IReadOnlyList<ChatItem>? InputOf(StartExchange command)
    {
        if (!command.EndsAtCalls)
            return command.Input;
        var calls = AnsweredCalls.Of(command.Input, NewestBefore(_exchanges.Count), out var isUnknown);
        return isUnknown ? null : calls.Count == 0 ? command.Input : [.. calls, .. command.Input];
    }

    private IReadOnlyList<SessionEvent> Copies(StartExchange command, IReadOnlyList<ExchangeId> ids) =>
        Sequence > 0 || command.Earlier is not { } earlier
            ? []
            : [.. earlier.SelectMany((copy, place) => Copy(copy, place, ids[place]))];

    private static IEnumerable<SessionEvent> Copy(EarlierExchange copy, int place, ExchangeId id) =>
    [
        new SessionEvent.Accepted(id, copy.Input, copy.SaidAt, Queued: true) { Memory = new() { Recall = false, Learn = false } },
        .. copy.Output.Select(item => new SessionEvent.Item(place, item)),
        new SessionEvent.Ended(place, ExchangeStatus.Completed, copy.SaidAt),
    ];

    private SessionDecision<StartOutcome> Accept(
        DateTimeOffset now, IReadOnlyList<SessionEvent> before, SessionEvent.Accepted accepted, params IReadOnlyList<SessionEvent> then)
    {
        IReadOnlyList<SessionEvent> opening = [.. Sequence == 0 ? Open(now) : [], .. before];
        return new(
            new StartOutcome.Accepted(accepted.Id, Sequence + opening.Count + 1, Duplicate: false),
            [.. opening, accepted, .. then]);
    }

    private SessionEvent[] Open(DateTimeOffset now) => [new SessionEvent.Opened(UserEpoch, now)];
}
