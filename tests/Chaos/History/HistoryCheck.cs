namespace ChatMemory.Chaos.History;

/// <summary>Holds what clients know against what the server has. Pure: what is recorded can be checked again.</summary>
internal sealed partial class HistoryCheck
{
    private const string Completed = "completed";

    private static readonly string[] Ended = [Completed, "incomplete", "failed", "cancelled"];

    private readonly List<Violation> _violations = [];
    private readonly ILookup<Type, Entry> _history;
    private readonly FinalState _state;
    private readonly Dictionary<string, StoredExchange> _exchanges;

    private HistoryCheck(IEnumerable<Entry> history, FinalState state)
    {
        _history = history.ToLookup(entry => entry.GetType());
        _state = state;
        // One that is listed twice is found by its own rule.
        _exchanges = state.Exchanges.DistinctBy(exchange => exchange.Id).ToDictionary(exchange => exchange.Id, StringComparer.Ordinal);
    }

    /// <summary>Every violation of every rule.</summary>
    /// <param name="history">What clients recorded, each client's in order.</param>
    /// <param name="state">What the server has after all has settled.</param>
    /// <param name="mayCut">Whether nodes crashed, so that exchanges may be incomplete.</param>
    public static IReadOnlyList<Violation> Of(IEnumerable<Entry> history, FinalState state, bool mayCut = true)
    {
        var check = new HistoryCheck(history, state);
        check.Exchanges();
        check.Followers();
        check.Memories();
        check.Lessons();
        check.Clients();
        if (!mayCut)
            check.Cuts();
        return check._violations;
    }

    private IEnumerable<T> All<T>()
        where T : Entry => _history[typeof(T)].Cast<T>();

    private void Demand(bool holds, Rule rule, string where)
    {
        if (!holds)
            _violations.Add(new(rule, where));
    }

    private void Clients()
    {
        foreach (var stuck in All<Entry.Stuck>())
            Demand(holds: false, Rule.ClientsAreServed, $"{stuck.What} was not done in time");
        foreach (var refused in All<Entry.Refused>().Where(it => it.Status is not (429 or 503)))
            Demand(holds: false, Rule.ClientsAreServed, $"{refused.What} was answered {refused.Status}");
    }
}
