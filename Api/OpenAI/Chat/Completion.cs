using System.Text;
using System.Text.Json.Serialization;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Chat;

/// <summary>A whole answer.</summary>
internal sealed record Completion(string Id, long Created, string Model, IReadOnlyList<Choice> Choices, Usage? Usage)
{
    public string Object { get; } = "chat.completion";

    /// <summary>Puts the events of an exchange together.</summary>
    public static async Task<IResult> GatherAsync(IAsyncEnumerable<IReadOnlyList<ChatEvent>> events, AnswerHead head)
    {
        var text = new StringBuilder();
        var calls = new List<Call>();
        await foreach (var item in events.SelectMany(batch => batch))
        {
            switch (item)
            {
                case ChatEvent.TextDelta delta:
                    text.Append(delta.Text);
                    break;
                case ChatEvent.ToolCalled called:
                    calls.Add(Call.Of(called.Call));
                    break;
                case ChatEvent.ExchangeEnded ended:
                    return Finish.Of(ended, calls.Count > 0) is { } finish
                        ? TypedResults.Json(Of(head, text, calls, finish, ended.Usage), Wire.Default.Completion)
                        : OpenAIError.Of(ended.Reason);
            }
        }

        return OpenAIError.Of(reason: null);
    }

    private static Completion Of(AnswerHead head, StringBuilder text, List<Call> calls, string finish, TokenUsage? usage) => new(
        head.Id, head.Created, head.Model,
        [new(new(text.Length == 0 && calls.Count > 0 ? null : text.ToString(), calls.Count > 0 ? calls : null), finish)],
        usage is null ? null : new(usage.InputTokens, usage.OutputTokens));
}

/// <summary>What every piece of an answer repeats.</summary>
/// <param name="Id">The answer's id.</param>
/// <param name="Created">When it began, in seconds since 1970.</param>
/// <param name="Model">The model that was asked for.</param>
internal sealed record AnswerHead(string Id, long Created, string Model);

/// <summary>The one answer that there is.</summary>
internal sealed record Choice(Answer Message, string FinishReason)
{
    public int Index { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public object? Logprobs { get; }
}

/// <summary>What the model said.</summary>
internal sealed record Answer(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Content, IReadOnlyList<Call>? ToolCalls)
{
    public string Role { get; } = "assistant";

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Refusal { get; }
}

/// <summary>A function that the model wants called.</summary>
internal sealed record Call(string Id, CalledFunction Function)
{
    public string Type { get; } = "function";

    public static Call Of(ChatItem.ToolCall call) => new(call.CallId, new(call.Tool, call.Arguments));
}

/// <summary>The function and its arguments, as the model wrote them.</summary>
internal sealed record CalledFunction(string Name, string Arguments);

/// <summary>What the model counted.</summary>
internal sealed record Usage(long PromptTokens, long CompletionTokens)
{
    public long TotalTokens => PromptTokens + CompletionTokens;
}

/// <summary>Why an answer ends, in this wire's words.</summary>
internal static class Finish
{
    /// <summary>The word; null when the end is an error.</summary>
    public static string? Of(ChatEvent.ExchangeEnded ended, bool calls) => (ended.Status, ended.Reason?.Code) switch
    {
        (ExchangeStatus.Completed, _) => calls ? "tool_calls" : "stop",
        (ExchangeStatus.Incomplete, "length" or "answer_too_long") => "length",
        (ExchangeStatus.Incomplete, "content_filter") => "content_filter",
        _ => null,
    };
}
