namespace ChatMemory.Sessions;

/// <summary>Takes the text of a deleted exchange, or of one item of it, out of its records. An item leaves an empty message in its place.</summary>
/// <param name="n">The exchange, by its place in the session.</param>
/// <param name="id">The exchange, by its name.</param>
/// <param name="item">The item's place in the exchange, input and output counted together; null for the whole exchange.</param>
internal sealed class Removal(int n, Keys.ExchangeId id, int? item)
{
    private int _outputs;
    private int _inputs;
    private bool _speaks;

    /// <summary>What stands in the place of a record from now on; null when it may stay. To be asked for the exchange's records in order.</summary>
    public SessionEvent? Replace(SessionEvent record) => record switch
    {
        SessionEvent.Accepted accepted when accepted.Id == id => Replace(accepted),
        SessionEvent.Delta { Text.Length: 0 } => null,
        SessionEvent.Delta or SessionEvent.Item when record is SessionEvent.OfExchange of && of.N == n => Replace(of),
        _ => null,
    };

    /// <summary>The exchange without an item, or without anything that was said in it.</summary>
    public static Exchange From(Exchange exchange, int? item) => item is not { } place
        ? exchange with { Input = [], Output = [], Properties = null }
        : exchange with
        {
            Input = Without(exchange.Input, place),
            Output = Without(exchange.Output, place - exchange.Input.Count),
        };

    public static ChatItem Blank(ChatItem? item) => new ChatItem.Message((item as ChatItem.Message)?.Role ?? ChatRole.Assistant, "");

    public static bool IsBlank(ChatItem item) =>
        item is ChatItem.Message { Text.Length: 0, Content: null };

    private static IReadOnlyList<ChatItem> Without(IReadOnlyList<ChatItem> items, int place) =>
        place < 0 || place >= items.Count ? items : [.. items.Select((it, at) => at == place ? Blank(it) : it)];

    private SessionEvent.Accepted? Replace(SessionEvent.Accepted accepted)
    {
        _inputs = accepted.Input.Count;
        if (item is not { } place)
        {
            return new SessionEvent.Accepted(accepted.Id, [], accepted.At, accepted.Queued)
            {
                Deadline = accepted.Deadline,
                OwnContext = accepted.OwnContext,
                EndsAtCalls = accepted.EndsAtCalls,
                SaidBefore = accepted.SaidBefore,
            };
        }

        return place < _inputs ? accepted with { Input = Without(accepted.Input, place) } : null;
    }

    // Deltas that follow each other are one message: the first leaves an empty one, the others nothing.
    private SessionEvent? Replace(SessionEvent.OfExchange said)
    {
        var begins = !_speaks || said is SessionEvent.Item;
        _speaks = said is SessionEvent.Delta;
        _outputs += begins ? 1 : 0;
        if (item is null)
            return new SessionEvent.Delta(n, "");
        if (_inputs + _outputs - 1 != item)
            return null;
        return begins ? new SessionEvent.Item(n, Blank((said as SessionEvent.Item)?.Value)) : new SessionEvent.Delta(n, "");
    }
}
