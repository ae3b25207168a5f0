using System.Diagnostics.CodeAnalysis;
using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Recall;
using ChatMemory.Telemetry;
using Microsoft.Extensions.AI;

namespace ChatMemory.Sessions;

/// <summary>
/// One turn of the model in an exchange: prompt, stream, end. Detached from every client. What the model says is appended and
/// then shown; while one append is under way the next one gathers, so that batches are as large as the journal is slow.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its cancellation source owns nothing: no timer, no wait handle.")]
internal sealed class ExchangeRun(ChatSessionActor owner, SessionServices services, SessionKey key, int place, StartExchange? asked)
{
    private readonly CancellationTokenSource _stop = new();
    private readonly AnswerBuffer _said = new(place);
    private readonly HashSet<string> _callIds = new(StringComparer.Ordinal);
    private Task _writing = Task.CompletedTask;
    private ChatFinishReason? _finish;
    private TokenUsage? _usage;
    private string? _model;
    private int _room;
    private bool _calls;
    private DateTimeOffset? _firstToken;
    private bool _endsAtCalls;

    /// <summary>The exchange, by its place in the session.</summary>
    public int Place => place;

    private bool IsAbandoned => _stop.IsCancellationRequested;

    /// <summary>Nothing of it counts any more. Does not wait for the model, which may not obey.</summary>
    public void Abandon() => _ = _stop.CancelAsync();

    /// <summary>Runs the turn to its end; never throws.</summary>
    /// <param name="state">The session, with the exchange running.</param>
    /// <param name="recall">What recall finds; null when the exchange goes on after tool calls.</param>
    /// <param name="memories">The block of memories that the earlier turns of this exchange were given.</param>
    /// <param name="room">Its place among the exchanges that run; left when the turn has ended.</param>
    public async Task RunAsync(ChatSession state, Task<Recalled>? recall, string memories, IDisposable room)
    {
        using var left = room;
        using var activity = EngineTelemetry.Continue("exchange", state[place].Trace);
        using var counted = SessionMetrics.Running();
        var end = await AskAsync(state, recall, memories);
        if (end.Usage is { } used)
            services.Tokens?.Count(key.Owner, used);
        activity?.SetTag("chat_memory.status", end.Status.ToString().ToLowerInvariant());
        if (!_said.IsEmpty)
            Write();
        while (!IsAbandoned && !_writing.IsCompleted)
            await _writing;
        // Before the end is shown, so that whoever sees it may begin the next.
        room.Dispose();
        if (!IsAbandoned)
            await owner.EndTurnAsync(this, end);
    }

    private async Task<TurnEnd> AskAsync(ChatSession state, Task<Recalled>? recall, string memories)
    {
        try
        {
            var exchange = state[place].View();
            _firstToken = recall is null ? null : exchange.StartedAt;
            var request = asked?.Model ?? state[place].Model ?? new();
            _endsAtCalls = state[place].EndsAtCalls;
            _room = services.Options.MaxAnswerCharacters - exchange.Output.Sum(LengthOf);
            _callIds.UnionWith(exchange.Output.OfType<ChatItem.ToolCall>().Select(call => call.CallId));
            var messages = asked?.Context is { } context
                ? await PromptAsync(request, recall, memories, [.. context, .. asked.Input])
                : await PromptAsync(request, recall, memories, state);
            await StreamAsync(messages, Prompt.Options(request, continues: recall is null));
            return EndOfStream();
        }
        catch (ModelException failure)
        {
            SessionLog.ModelFailed(services.Log, failure.Code, failure);
            var reason = EndReasons.Of(failure);
            return Ends(EndReasons.StatusOf(reason), reason);
        }
        catch (Exception failure)
        {
            if (!IsAbandoned)
                SessionLog.ModelFailed(services.Log, ModelErrors.Error, failure);
            return Ends(ExchangeStatus.Failed, EndReasons.Unexpected);
        }
    }

    private async Task<List<ChatMessage>> PromptAsync(ModelRequest request, Task<Recalled>? recall, string memories, ChatSession state)
    {
        var exchange = state[place].View();
        var earlier = ContextWindow.Take(state.NewestBefore(place), services.Options.ContextTokens);
        if (recall is not null)
            memories = Tell((await recall).Without(key.Session, earlier));
        return Prompt.Messages(request.Instructions ?? services.Options.Instructions, memories, earlier, exchange);
    }

    private async Task<List<ChatMessage>> PromptAsync(
        ModelRequest request, Task<Recalled>? recall, string memories, IReadOnlyList<ChatItem> conversation)
    {
        if (recall is not null)
            memories = Tell((await recall).Without(conversation));
        return Prompt.Messages(request.Instructions ?? services.Options.Instructions, memories, conversation);
    }

    private string Tell(Recalled recalled)
    {
        var block = MemoryBlock.Format(recalled.Memories);
        owner.KeepMemories(this, block);
        _said.Add(new SessionEvent.Recalled(place, recalled.Note));
        Write();
        return block;
    }

    private async Task StreamAsync(List<ChatMessage> messages, ChatOptions options)
    {
        _stop.Token.ThrowIfCancellationRequested();
        await foreach (var update in services.Model.GetStreamingResponseAsync(messages, options, _stop.Token))
        {
            _stop.Token.ThrowIfCancellationRequested();
            _model = update.ModelId ?? _model;
            _finish = update.FinishReason ?? _finish;
            foreach (var content in update.Contents)
                Take(content);
            if (_room < 0)
                return;
            if (!_said.IsEmpty)
                Write();
        }
    }

    private void Take(AIContent content)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text when _room >= 0:
                if (_firstToken is { } since)
                    SessionMetrics.FirstToken(services.Time.GetUtcNow() - since);
                _firstToken = null;
                _said.Add(text.Text.Length <= _room ? text.Text : text.Text[.._room]);
                _room -= text.Text.Length;
                break;
            case FunctionCallContent call when _room >= 0:
                TakeCall(new(Unused(call.CallId), call.Name, ToolCallText.ArgumentsOf(call)));
                break;
            case UsageContent { Details: var counted }:
                _usage = new(counted.InputTokenCount ?? 0, counted.OutputTokenCount ?? 0);
                break;
            case ErrorContent:
                throw new ModelException(ModelErrors.Error, "The model reported an error in its answer.", isTransient: true);
        }
    }

    private void TakeCall(ChatItem.ToolCall call)
    {
        _room -= LengthOf(call);
        if (_room < 0)
            return;
        _calls = true;
        _said.Add(new SessionEvent.Item(place, call));
    }

    // Some servers count calls anew in each turn, some name none: within the exchange each must be told from the others.
    private string Unused(string? callId)
    {
        var name = string.IsNullOrEmpty(callId) ? "call" : callId;
        var unused = name;
        for (var i = 2; !_callIds.Add(unused); i++)
            unused = $"{name}-{i}";
        return unused;
    }

    private void Write()
    {
        if (_writing.IsCompleted)
            _writing = WriteAsync();
    }

    private async Task WriteAsync()
    {
        while (!IsAbandoned && !_said.IsEmpty)
        {
            if (!await owner.SayAsync(this, _said.Take()))
                Abandon();
        }
    }

    private TurnEnd EndOfStream()
    {
        if (_room < 0)
            return Ends(ExchangeStatus.Incomplete, EndReasons.AnswerTooLong);
        if (EndReasons.Of(_finish, _calls) is { } reason)
            return Ends(EndReasons.StatusOf(reason), reason);
        // Who brings the conversation also runs the tools, and comes back with an exchange of its own.
        return new(ExchangeStatus.Completed, Reason: null, _usage, _model, AwaitsResults: _calls && !_endsAtCalls && asked?.Context is null);
    }

    private TurnEnd Ends(ExchangeStatus status, EndReason reason) => new(status, reason, _usage, _model, AwaitsResults: false);

    private static int LengthOf(ChatItem item) => item switch
    {
        ChatItem.Message message => message.Text.Length,
        ChatItem.ToolCall call => call.CallId.Length + call.Tool.Length + call.Arguments.Length,
        _ => 0,
    };
}

/// <summary>How a turn of the model ended.</summary>
internal sealed record TurnEnd(ExchangeStatus Status, EndReason? Reason, TokenUsage? Usage, string? Model, bool AwaitsResults);
