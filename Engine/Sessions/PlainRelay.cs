using System.Runtime.CompilerServices;
using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Models;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Sessions;

/// <summary>Asks the model for someone of whom nothing is known: no memory, no session, nothing kept. Ends when its caller does.</summary>
/// <param name="model">Who answers.</param>
/// <param name="options">Gives the default instructions and the longest time.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Never gets text.</param>
/// <param name="tokens">Is told what the model counts; null when nobody asks.</param>
public sealed class PlainRelay(
    IChatClient model, IOptions<SessionOptions> options, TimeProvider time, ILogger<PlainRelay> log, ITokenMeter? tokens = null)
{
    /// <summary>The answer in the events of an exchange: texts and tool calls, then <see cref="ChatEvent.ExchangeEnded"/>.</summary>
    /// <param name="id">Names the exchange in its events, whose numbers mean nothing.</param>
    /// <param name="user">For whom the model counts.</param>
    /// <param name="conversation">What is said to the model.</param>
    /// <param name="request">How it is asked.</param>
    /// <param name="earlier">What was said before, newest first; as much of it goes along as a session's context takes.</param>
    /// <param name="cancellationToken">Gives up, and stops the model.</param>
    public async IAsyncEnumerable<IReadOnlyList<ChatEvent>> AskAsync(
        ExchangeId id,
        UserKey user,
        IReadOnlyList<ChatItem> conversation,
        ModelRequest request,
        IReadOnlyList<Exchange>? earlier = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var longest = new CancellationTokenSource(options.Value.Deadline, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellationToken);
        var messages = Prompt.Messages(InstructionsOf(request), memories: "", Whole(conversation, earlier ?? []));
        await using var updates = model
            .GetStreamingResponseAsync(messages, Prompt.Options(request, continues: false), ends.Token).GetAsyncEnumerator(ends.Token);

        var answer = new RelayedAnswer(id, options.Value.MaxAnswerCharacters);
        EndReason? failure = null;
        while (failure is null)
        {
            (var events, failure) = await NextAsync(updates, answer, longest.Token);
            if (events is null)
                break;
            if (events.Count > 0)
                yield return events;
        }

        if (answer.Usage is { } used)
            tokens?.Count(user, used);
        yield return [answer.End(failure)];
    }

    /// <summary>How many tokens a question would take, by <see cref="TokenEstimate"/>: instructions, as much of what was said before as goes along, and tools.</summary>
    /// <param name="conversation">What would be said to the model.</param>
    /// <param name="request">How it would be asked.</param>
    /// <param name="earlier">What was said before, newest first.</param>
    public int CountTokens(IReadOnlyList<ChatItem> conversation, ModelRequest request, IReadOnlyList<Exchange> earlier)
    {
        ArgumentNullException.ThrowIfNull(request);
        var instructions = InstructionsOf(request);
        return (instructions.Length > 0 ? TokenEstimate.PerMessage + TokenEstimate.Of(instructions) : 0)
            + Whole(conversation, earlier).Sum(ContextWindow.TokensOf)
            + (request.Extra?.GetValueOrDefault("tools") is { ValueKind: JsonValueKind.Array } tools ? TokenEstimate.Of(tools.GetRawText()) : 0);
    }

    private string InstructionsOf(ModelRequest request) => request.Instructions ?? options.Value.Instructions;

    private IEnumerable<ChatItem> Whole(IReadOnlyList<ChatItem> conversation, IReadOnlyList<Exchange> earlier) =>
    [
        .. ContextWindow.Take(earlier, options.Value.ContextTokens).SelectMany(exchange => exchange.Items),
        .. AnsweredCalls.Of(conversation, earlier, out _),
        .. conversation,
    ];

    // No events when there is no more.
    private async Task<(IReadOnlyList<ChatEvent>? Events, EndReason? Failure)> NextAsync(
        IAsyncEnumerator<ChatResponseUpdate> updates, RelayedAnswer answer, CancellationToken longest)
    {
        try
        {
            if (!await updates.MoveNextAsync())
                return (null, null);
            var events = answer.Take(updates.Current);
            return answer.IsTooLong ? (null, EndReasons.AnswerTooLong) : (events, null);
        }
        catch (ModelException failure)
        {
            SessionLog.ModelFailed(log, failure.Code, failure);
            return (null, EndReasons.Of(failure));
        }
        catch (OperationCanceledException) when (longest.IsCancellationRequested)
        {
            return (null, EndReasons.Deadline);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            SessionLog.ModelFailed(log, ModelErrors.Error, failure);
            return (null, EndReasons.Unexpected);
        }
    }
}

/// <summary>What a model has said in one turn, as events.</summary>
internal sealed class RelayedAnswer(ExchangeId id, int longest)
{
    private int _room = longest;
    private ChatFinishReason? _finish;
    private bool _calls;

    public bool IsTooLong => _room < 0;

    public TokenUsage? Usage { get; private set; }

    public List<ChatEvent> Take(ChatResponseUpdate update)
    {
        _finish = update.FinishReason ?? _finish;
        var events = new List<ChatEvent>(update.Contents.Count);
        foreach (var content in update.Contents)
        {
            if (Event(content) is { } said)
                events.Add(said);
        }

        return events;
    }

    public ChatEvent End(EndReason? failure)
    {
        var reason = failure ?? EndReasons.Of(_finish, _calls);
        return new ChatEvent.ExchangeEnded(reason is null ? ExchangeStatus.Completed : EndReasons.StatusOf(reason), reason, Usage)
        {
            Number = 0,
            Exchange = id,
        };
    }

    private ChatEvent? Event(AIContent content)
    {
        switch (content)
        {
            case TextContent { Text.Length: > 0 } text:
                _room -= text.Text.Length;
                return new ChatEvent.TextDelta(text.Text) { Number = 0, Exchange = id };
            case FunctionCallContent call:
                _calls = true;
                var arguments = ToolCallText.ArgumentsOf(call);
                _room -= arguments.Length;
                return new ChatEvent.ToolCalled(new(call.CallId, call.Name, arguments)) { Number = 0, Exchange = id };
            case UsageContent { Details: var counted }:
                Usage = new(counted.InputTokenCount ?? 0, counted.OutputTokenCount ?? 0);
                return null;
            case ErrorContent:
                throw new ModelException(ModelErrors.Error, "The model reported an error in its answer.", isTransient: true);
            default:
                return null;
        }
    }
}
