using System.Text;
using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Support;

namespace ChatMemory.Sessions;

/// <summary>
/// A session driven by random commands over a journal that a crash may cut between any two appends: the state is dropped and
/// loaded again, from the records alone or from a snapshot with the rest. After each step the rules are checked.
/// </summary>
internal sealed class SessionSimulation(int seed)
{
    private readonly Random _random = new(seed);
    private readonly SequentialIds _ids = new();
    private readonly SessionOptions _options = new() { QueueLimit = 3 };
    private readonly List<(long Number, byte[] Payload)> _journal = [];
    private readonly Dictionary<ExchangeId, string> _shown = [];
    private readonly Dictionary<ExchangeId, int> _settled = [];
    private readonly HashSet<ExchangeId> _accepted = [];
    private readonly HashSet<ExchangeId> _ended = [];
    private DateTimeOffset _now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);
    private ChatSession _state = new(userEpoch: 7);
    private (long Number, byte[] Bytes)? _snapshot;
    private int _calls;

    public void Run(int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            Step();
            Check();
        }

        Finish();
    }

    private void Step()
    {
        _now += TimeSpan.FromSeconds(_random.Next(20));
        switch (_random.Next(16))
        {
            case 0 or 1: Append(_state.Start(NextStart(), new(_ids.Next()), _now, _options)); break;
            case 2: Append(_state.Record(NextRecord(), new(_ids.Next()), _now)); break;
            case 3 or 4 or 5: Model(); break;
            case 6: Append(_state.Submit(new(AnyExchange(), NextResults()))); break;
            case 7: Append(_state.Cancel(AnyExchange(), _now)); break;
            case 8: Append(_state.Expire(_now)); break;
            case 9: Append(_state.Report(NextReport(), _now)); break;
            case 10: Append(_state.Retry(AnyExchange())); break;
            case 11: Crash(); break;
            case 12: _snapshot = (_state.Sequence, SessionJson.Encode(_state.ToSnapshot())); break;
            case 13: Append(_state.Interrupt(_now)); Crash(); break;
            case 14: Remove(new(AnyExchange(), _random.Next(2) == 0 ? null : _random.Next(3))); break;
            case 15: Append(_state.Describe(new Dictionary<string, JsonElement> { ["n"] = JsonElement.Parse($"{_random.Next(9)}") }, _now)); break;
        }
    }

    private void Remove(RemoveExchange command)
    {
        var decision = _state.Remove(command, _now);
        foreach (var removed in decision.Events.OfType<SessionEvent.Removed>())
            Redact(removed);
        Append(decision);
        if (decision.Outcome != RemoveOutcome.Removed)
            return;
        var left = Enumerable.Range(0, _state.Count).Select(place => _state[place].View()).Single(it => it.Id == command.Exchange);
        _shown[command.Exchange] = string.Concat(left.Output.OfType<ChatItem.Message>().Select(it => it.Text));
        if (command.Item is null)
            _settled.Remove(command.Exchange);
    }

    // As the store does it: the snapshot goes too.
    private void Redact(SessionEvent.Removed removed)
    {
        _snapshot = null;
        var removal = new Removal(removed.N, _state[removed.N].Id, removed.Place);
        for (var i = 0; i < _journal.Count; i++)
        {
            if (removal.Replace(SessionJson.DecodeEvent(_journal[i].Payload)) is { } left)
                _journal[i] = (_journal[i].Number, SessionJson.Encode(left));
        }
    }

    private void Model()
    {
        if (_state.Running is not { } place || _state[place].AwaitsResults)
            return;
        switch (_random.Next(6))
        {
            case 0: Append(_state.Say(place, [new SessionEvent.Item(place, new ChatItem.ToolCall($"c{_calls++}", "t", "{}"))])); break;
            case 1 when _state[place].OpenCalls.Count > 0: Append(_state.AwaitResults(place, new(1, 2))); break;
            case 2: End(place); break;
            default: Append(_state.Say(place, [new SessionEvent.Delta(place, $"{_random.Next(100)} ü🎈")])); break;
        }
    }

    private void End(int place)
    {
        var status = _random.Next(3) switch { 0 => ExchangeStatus.Failed, 1 => ExchangeStatus.Incomplete, _ => ExchangeStatus.Completed };
        var reason = status == ExchangeStatus.Completed ? null : EndReasons.Length;
        Append(_state.End(new(place, status, _now, reason, new(3, 4), "m")));
    }

    private void Crash()
    {
        var live = Encoding.UTF8.GetString(SessionJson.Encode(_state.ToSnapshot()));
        Assert.Equal(live, Text(Load(snapshot: null)));
        Assert.Equal(live, Text(Load(_snapshot)));

        _state = Load(_snapshot);
        while (_state.Recover(_now) is { Outcome: true } recovery)
        {
            Append(recovery);
            if (recovery.Events[^1] is SessionEvent.Begun)
                break;
        }
    }

    private ChatSession Load((long Number, byte[] Bytes)? snapshot)
    {
        var state = snapshot is { } stored ? ChatSession.Restore(stored.Number, SessionJson.DecodeSnapshot(stored.Bytes)) : new(0);
        if (_journal.Count == 0)
            return new(userEpoch: 7);
        foreach (var (number, payload) in _journal.Where(record => record.Number > state.Sequence))
            state.Apply(number, SessionJson.DecodeEvent(payload));
        return state;
    }

    private void Append<T>(SessionDecision<T> decision)
    {
        var number = _state.Sequence + decision.Skip;
        foreach (var record in decision.Events)
        {
            Assert.True(_journal.Count == 0 || number >= _journal[^1].Number, "numbers run back");
            _journal.Add((++number, SessionJson.Encode(record)));
            _state.Apply(number, record);
            Observe(number, record);
        }
    }

    private void Observe(long number, SessionEvent record)
    {
        if (ChatEvents.Of(_state, number, record) is not { } shown)
            return;
        Assert.Equal(number, shown.Number);
        if (record is SessionEvent.Accepted)
            Assert.True(_accepted.Add(shown.Exchange));
        Assert.DoesNotContain(shown.Exchange, _ended);
        if (shown is ChatEvent.TextDelta delta)
            _shown[shown.Exchange] = _shown.GetValueOrDefault(shown.Exchange, "") + delta.Text;
        if (shown is ChatEvent.ExchangeEnded)
            _ended.Add(shown.Exchange);
    }

    private void Check()
    {
        var all = Enumerable.Range(0, _state.Count).Select(place => _state[place].View()).ToList();
        Assert.True(all.Count(it => it.Status == ExchangeStatus.Started) <= 1, "two exchanges run");
        Assert.Equal(_accepted, all.Select(it => it.Id).ToHashSet());
        Assert.Equal(_ended, all.Where(it => it.EndedAt is not null).Select(it => it.Id).ToHashSet());
        if (_state.Running is null)
            Assert.DoesNotContain(all, it => it.Status == ExchangeStatus.Queued);
        foreach (var exchange in all)
        {
            Assert.Equal(_shown.GetValueOrDefault(exchange.Id, ""), string.Concat(exchange.Output.OfType<ChatItem.Message>().Select(it => it.Text)));
            Assert.True(exchange.Extraction.Status == ExtractionStatus.None || exchange.Status == ExchangeStatus.Completed, "an unfinished exchange teaches");
        }

        var pending = all.Count(it => it.Extraction.Status == ExtractionStatus.Pending);
        Assert.Equal(pending, _state.Pending.Count);
        Assert.Equal(pending + all.Count(it => it.EndedAt is null), _state.OpenPieces);
        Assert.True(_state.Running is null || _state.NextDeadline is not null, "an exchange without a deadline");
        Assert.All(_settled, pair => Assert.Equal(pair.Value, _state.Find(pair.Key)!.Extraction.Changed));
    }

    // Whatever happened: with time alone every accepted exchange ends.
    private void Finish()
    {
        for (var turn = 0; turn <= _options.QueueLimit + 1; turn++)
        {
            _now += TimeSpan.FromHours(2);
            Append(_state.Expire(_now));
        }

        Assert.Equal(_accepted, _ended);
    }

    private static string Text(ChatSession state) => Encoding.UTF8.GetString(SessionJson.Encode(state.ToSnapshot()));

    private StartExchange NextStart() => new()
    {
        Input = [new ChatItem.Message(ChatRole.User, $"in {_random.Next(5)}")],
        IdempotencyKey = _random.Next(2) == 0 ? $"k{_random.Next(6)}" : null,
        WhenBusy = (WhenBusy)_random.Next(2),
        Deadline = TimeSpan.FromSeconds(_random.Next(1, 200)),
        EndsAtCalls = _random.Next(4) == 0,
        SaidBefore = _random.Next(2),
        Properties = _random.Next(2) == 0 ? null : new Dictionary<string, JsonElement> { ["p"] = JsonElement.Parse("1") },
        Memory = new() { Learn = _random.Next(4) > 0 },
    };

    private RecordExchange NextRecord() => new()
    {
        Items = [new ChatItem.Message(ChatRole.User, "u"), new ChatItem.Message(ChatRole.Assistant, $"{_random.Next(5)}")],
        IdempotencyKey = _random.Next(2) == 0 ? $"k{_random.Next(6)}" : null,
        SaidAt = _now - TimeSpan.FromDays(_random.Next(3)),
    };

    private ChatItem.ToolResult[] NextResults() =>
    [
        .. Enumerable.Range(0, _random.Next(1, 3)).Select(_ => new ChatItem.ToolResult($"c{Math.Max(0, _calls - 1 - _random.Next(3))}", $"{_random.Next(2)}")),
    ];

    private ExtractionReport NextReport()
    {
        var exchange = AnyExchange();
        var report = _random.Next(3) switch
        {
            0 => new ExtractionReport(exchange, Changed: _random.Next(1, 9)),
            1 => new(exchange, Error: "e", RetryAfter: TimeSpan.FromSeconds(30)),
            _ => new(exchange, Error: "e", Final: true),
        };
        if (report.Error is null && _state.Find(exchange)?.Extraction.Status == ExtractionStatus.Pending)
            _settled.Add(exchange, report.Changed);
        return report;
    }

    private ExchangeId AnyExchange() => _state.Count == 0 ? new(Guid.Empty) : _state[_random.Next(_state.Count)].Id;
}
