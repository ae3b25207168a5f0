using System.Text;

namespace ChatMemory.Sessions;

/// <summary>An exchange as it grows. An ended one holds no more than its public record and what learning needs.</summary>
internal sealed class ExchangeState
{
    /// <summary>Shared, because most exchanges of an idle session say so.</summary>
    public static readonly ExtractionState NotLearned = new(ExtractionStatus.None);

    private static readonly MemoryUse Usual = new();

    private Exchange _shown;
    private long _lastEvent;
    private List<ChatItem>? _items;
    private StringBuilder? _text;

    public ExchangeState(Exchange exchange)
    {
        _shown = exchange;
        _lastEvent = exchange.LastEvent;
    }

    public static ExchangeState From(SessionSnapshot.Entry entry) => new(entry.Exchange)
    {
        AwaitsResults = entry.AwaitsResults,
        Deadline = entry.Deadline,
        RetryAt = entry.RetryAt,
        OwnContext = entry.OwnContext,
        Model = entry.Model,
        Memory = entry.Memory ?? Usual,
        Key = entry.Key,
        Fingerprint = entry.Fingerprint,
        Trace = entry.Trace,
        EndsAtCalls = entry.EndsAtCalls,
        SaidBefore = entry.SaidBefore,
        IsRemoved = entry.IsRemoved,
    };

    public bool AwaitsResults { get; set; }

    public DateTimeOffset? Deadline { get; set; }

    public DateTimeOffset? RetryAt { get; set; }

    /// <summary>Whether the conversation before it is not stored.</summary>
    public bool OwnContext { get; init; }

    /// <summary>How to ask the model; null once the exchange has ended.</summary>
    public ModelRequest? Model { get; set; }

    public MemoryUse Memory { get; init; } = Usual;

    public string? Key { get; init; }

    public string? Fingerprint { get; init; }

    public string? Trace { get; init; }

    /// <summary>Whether an answer that calls tools ends it.</summary>
    public bool EndsAtCalls { get; init; }

    /// <summary>How many of the input's first items memory is not told.</summary>
    public int SaidBefore { get; init; }

    /// <summary>Whether it was deleted: what is left keeps the places of the others.</summary>
    public bool IsRemoved { get; private set; }

    /// <summary>The calls that have no result yet.</summary>
    public IReadOnlyList<ChatItem.ToolCall> OpenCalls
    {
        get
        {
            var output = Output();
            var answered = output.OfType<ChatItem.ToolResult>().Select(result => result.CallId).ToHashSet(StringComparer.Ordinal);
            return [.. output.OfType<ChatItem.ToolCall>().Where(call => !answered.Contains(call.CallId))];
        }
    }

    public ExchangeStatus Status => _shown.Status;

    public bool HasEnded => Status is not (ExchangeStatus.Queued or ExchangeStatus.Started);

    public Keys.ExchangeId Id => _shown.Id;

    /// <summary>The exchange as callers see it.</summary>
    public Exchange View()
    {
        if (_items is not null)
            return _shown with { Output = Output(), LastEvent = _lastEvent };
        return _shown.LastEvent == _lastEvent ? _shown : _shown = _shown with { LastEvent = _lastEvent };
    }

    /// <summary>The exchange as memory is told it: what was said before stands empty, so that the rest keeps its places.</summary>
    public Exchange Taught()
    {
        var exchange = View();
        return SaidBefore == 0
            ? exchange
            : exchange with { Input = [.. exchange.Input.Select((item, place) => place < SaidBefore ? Removal.Blank(item) : item)] };
    }

    /// <summary>Deletes one item, which leaves an empty message in its place, or everything.</summary>
    public void Remove(int? place)
    {
        IsRemoved |= place is null;
        _shown = Removal.From(_shown, place);
    }

    /// <summary>The parts of the exchange that are set as a whole; its output and newest number come by the other members.</summary>
    public Exchange Facts
    {
        get => _shown;
        set => _shown = value;
    }

    public void Seen(long number) => _lastEvent = number;

    public void Append(string text)
    {
        // What is left of a deleted one.
        if (text.Length == 0)
            return;
        _items ??= [.. _shown.Output];
        if (_text is null)
            _text = Reopened();
        _text.Append(text);
    }

    public void Append(ChatItem item)
    {
        _items = [.. Output(), item];
        _text = null;
    }

    /// <summary>Nothing more is to be appended.</summary>
    public void Close()
    {
        _shown = View();
        _items = null;
        _text = null;
    }

    public SessionSnapshot.Entry ToEntry() => new(View())
    {
        AwaitsResults = AwaitsResults,
        Deadline = Deadline,
        RetryAt = RetryAt,
        OwnContext = OwnContext,
        Model = Model,
        Memory = Memory == Usual || IsRemoved ? null : Memory,
        Key = IsRemoved ? null : Key,
        Fingerprint = IsRemoved ? null : Fingerprint,
        Trace = Trace,
        EndsAtCalls = EndsAtCalls,
        SaidBefore = SaidBefore,
        IsRemoved = IsRemoved,
    };

    private IReadOnlyList<ChatItem> Output() => (_items, _text) switch
    {
        (null, _) => _shown.Output,
        (_, null) => [.. _items],
        _ => [.. _items, new ChatItem.Message(ChatRole.Assistant, _text.ToString())],
    };

    // After a restart from a snapshot the text so far is the last item, unless that is what is left of a deleted one.
    private StringBuilder Reopened()
    {
        if (_items is not [.., ChatItem.Message { Role: ChatRole.Assistant, Text.Length: > 0 } last])
            return new();
        _items.RemoveAt(_items.Count - 1);
        return new(last.Text);
    }
}
