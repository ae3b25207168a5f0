using ChatMemory.Journals;

namespace ChatMemory.Sessions;

/// <content>The model's turns and what time does to them.</content>
public sealed partial class ChatSessionActor
{
    private ExchangeRun? _run;
    private IDisposable? _reserved;
    private (int Place, Task<Recalled> Recall)? _prepared;
    private (int Place, string Block) _memories = (-1, "");
    private readonly Dictionary<Keys.ExchangeId, StartExchange> _asked = [];
    private DateTimeOffset? _wakeAt;
    private CancellationTokenSource? _wake;

    /// <summary>Appends what the model said and shows it. False when the turn does not count any more.</summary>
    internal Task<bool> SayAsync(ExchangeRun run, IReadOnlyList<SessionEvent> records) =>
        CommitAsync(run, state => state.Say(run.Place, records), Durability.Written);

    /// <summary>Ends the model's turn, and the exchange unless it waits for tool results.</summary>
    internal Task EndTurnAsync(ExchangeRun run, TurnEnd end) => CommitAsync(
        run,
        state => end.AwaitsResults
            ? state.AwaitResults(run.Place, end.Usage)
            : state.End(new(run.Place, end.Status, Now, end.Reason, end.Usage, end.Model), !_stopping),
        Durability.Synced);

    /// <summary>Keeps what was recalled for the further turns of the same exchange.</summary>
    internal void KeepMemories(ExchangeRun run, string block)
    {
        if (_run == run)
            _memories = (run.Place, block);
    }

    // One turn at a time: the one that the state asks for. A turn whose exchange has ended is left to itself.
    private void EnsureRun(ChatSession state)
    {
        Forget(state);
        if (_run is { } running && (state.Running != running.Place || state[running.Place].AwaitsResults))
        {
            running.Abandon();
            _run = null;
        }

        if (_run is not null || _stopping || state.Running is not { } place || state[place].AwaitsResults)
            return;

        var exchange = state[place].View();
        var recall = exchange.Recall is not null ? null
            : _prepared is { } prepared && prepared.Place == place ? prepared.Recall
            : RecallAsync(state, place, Conversation(exchange), state[place].Memory);
        _prepared = null;
        _run = new(this, services, key, place, _asked.GetValueOrDefault(exchange.Id));
        var room = _reserved ?? services.Running.Enter(key.Owner);
        _reserved = null;
        _ = _run.RunAsync(state, recall, _memories.Place == place ? _memories.Block : "", room);
    }

    // A place for an exchange that is about to begin; its turn takes it over.
    private OverloadedException? Reserve() => _reserved is null ? services.Running.TryEnter(key.Owner, out _reserved) : null;

    // What came with the command and is stored nowhere else, for as long as the exchange has not ended.
    private void Forget(ChatSession state)
    {
        foreach (var ended in _asked.Keys.Where(id => state.PlaceOf(id) is not { } place || state[place].HasEnded).ToList())
            _asked.Remove(ended);
    }

    private IReadOnlyList<ChatItem> Conversation(Exchange exchange) =>
        _asked.TryGetValue(exchange.Id, out var asked) ? Conversation(asked) : exchange.Input;

    private static IReadOnlyList<ChatItem> Conversation(StartExchange asked) =>
        asked.Context is { } context ? [.. context, .. asked.Input] : asked.Input;

    private Task<Recalled> RecallAsync(ChatSession state, int place, IReadOnlyList<ChatItem> input, MemoryUse use) =>
        _recall.RunAsync(Question(state, place, input), use, AllLearnedAsync(), isBehind: state.Pending.Count > 0);

    // What goes on after tool calls is still about what the user said last.
    private static IReadOnlyList<ChatItem> Question(ChatSession state, int place, IReadOnlyList<ChatItem> input) =>
        input.Any(IsTheUsers) ? input : state.NewestBefore(place).Select(exchange => exchange.Input).FirstOrDefault(said => said.Any(IsTheUsers)) ?? input;

    private static bool IsTheUsers(ChatItem item) => item is ChatItem.Message { Role: ChatRole.User };

    private void EnsureWake(ChatSession state)
    {
        var now = Now;
        SetWake(new[] { state.NextDeadline, state.NextRetry(now) }.Min());
    }

    private void SetWake(DateTimeOffset? at)
    {
        if (at == _wakeAt)
            return;
        _wake?.Cancel();
        _wake?.Dispose();
        _wake = null;
        _wakeAt = at;
        if (at is { } due)
            _ = WakeAsync(due, (_wake = new()).Token);
    }

    // Only on the state that set the alarm: after losing the fence it is another writer's business.
    private async Task ExpireAsync()
    {
        await _gate.EnterAsync();
        try
        {
            if (_live is not { } live)
                return;
            OfferDue(live.State);
            if (await AppendWithinGateAsync(live, live.State.Expire(Now, !_stopping), Durability.Synced))
                EnsureWake(live.State);
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task WakeAsync(DateTimeOffset due, CancellationToken cancellationToken)
    {
        try
        {
            var wait = due - Now;
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, services.Time, cancellationToken);
            _wakeAt = null;
            await ExpireAsync();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (ChatMemoryException failure)
        {
            SessionLog.WakingFailed(services.Log, failure);
        }
    }
}
