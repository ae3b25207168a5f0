using System.Text;
using System.Text.Json.Nodes;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>Tells one response in this wire's events as its exchange goes on.</summary>
/// <param name="id">The response.</param>
/// <param name="conversation">The conversation's id; null for a response beside it.</param>
/// <param name="items">Where what is said becomes an item; null for a response beside the conversation.</param>
/// <param name="metadata">What the client wants given back.</param>
internal sealed class RealtimeAnswer(ResponseId id, string? conversation, RealtimeItems? items, JsonNode? metadata)
{
    private readonly List<RealtimeItem> _output = [];
    private StringBuilder? _text;

    /// <summary>Whether its last event was told.</summary>
    public bool HasEnded { get; private set; }

    public JsonObject Created() => Event("response.created", ("response", Response("in_progress")));

    /// <summary>What an event of the exchange is here.</summary>
    public IEnumerable<JsonObject> Tell(ChatEvent happened) => happened switch
    {
        ChatEvent.TextDelta delta => Say(delta.Text),
        ChatEvent.ToolCalled called => [.. EndMessage("completed"), .. Call(called.Call)],
        ChatEvent.ExchangeEnded ended => End(ended.Status, ended.Reason, ended.Usage),
        ChatEvent.SessionDeleted => End(ExchangeStatus.Cancelled, reason: null, usage: null),
        _ => [],
    };

    /// <summary>The end of a response whose exchange cannot be followed any more.</summary>
    public IEnumerable<JsonObject> BreakOff() => End(ExchangeStatus.Failed, reason: null, usage: null);

    private IEnumerable<JsonObject> Say(string text)
    {
        if (_text is null)
        {
            _text = new();
            foreach (var begun in BeginMessage())
                yield return begun;
        }

        _text.Append(text);
        yield return OfPart("response.output_text.delta", ("delta", text));
    }

    private IEnumerable<JsonObject> BeginMessage()
    {
        var message = Add(new ChatItem.Message(ChatRole.Assistant, ""), "in_progress", out var before);
        yield return OfItem("response.output_item.added", message);
        yield return Event("conversation.item.added", ("previous_item_id", before), ("item", message.ToJson()));
        yield return OfPart("response.content_part.added", ("part", Part("")));
    }

    private IEnumerable<JsonObject> EndMessage(string status)
    {
        if (_text is null)
            yield break;
        var text = _text.ToString();
        _text = null;
        yield return OfPart("response.output_text.done", ("text", text));
        yield return OfPart("response.content_part.done", ("part", Part(text)));
        foreach (var done in Done(_output[^1] with { Item = new ChatItem.Message(ChatRole.Assistant, text), Status = status }))
            yield return done;
    }

    private IEnumerable<JsonObject> Call(ChatItem.ToolCall call)
    {
        var item = Add(call, "in_progress", out var before);
        yield return OfItem("response.output_item.added", item);
        yield return Event("conversation.item.added", ("previous_item_id", before), ("item", item.ToJson()));
        yield return OfOutput("response.function_call_arguments.delta", ("call_id", call.CallId), ("delta", call.Arguments));
        yield return OfOutput("response.function_call_arguments.done", ("call_id", call.CallId), ("name", call.Tool), ("arguments", call.Arguments));
        foreach (var done in Done(item with { Status = "completed" }))
            yield return done;
    }

    private IEnumerable<JsonObject> Done(RealtimeItem item)
    {
        _output[^1] = item;
        items?.Set(item);
        yield return OfItem("response.output_item.done", item);
        yield return Event("conversation.item.done", ("item", item.ToJson()));
    }

    private IEnumerable<JsonObject> End(ExchangeStatus status, EndReason? reason, TokenUsage? usage)
    {
        var word = status switch
        {
            ExchangeStatus.Completed => "completed",
            ExchangeStatus.Cancelled => "cancelled",
            ExchangeStatus.Incomplete => "incomplete",
            _ => "failed",
        };
        foreach (var ended in EndMessage(word == "completed" ? "completed" : "incomplete"))
            yield return ended;
        HasEnded = true;
        var response = Response(word);
        response["status_details"] = Details(word, reason);
        if (usage is not null)
        {
            response["usage"] = new JsonObject
            {
                ["input_tokens"] = usage.InputTokens,
                ["output_tokens"] = usage.OutputTokens,
                ["total_tokens"] = usage.InputTokens + usage.OutputTokens,
            };
        }

        yield return Event("response.done", ("response", response));
    }

    private RealtimeItem Add(ChatItem item, string status, out string? before)
    {
        var stored = new ItemId(id.Epoch, id.Exchange, _output.Count, IsOutput: true);
        var added = new RealtimeItem(stored.Id(item), item, stored, status);
        _output.Add(added);
        before = items?.Add(added);
        return added;
    }

    private JsonObject Response(string status) => new()
    {
        ["id"] = id.ToString(),
        ["object"] = "realtime.response",
        ["status"] = status,
        ["status_details"] = null,
        ["conversation_id"] = conversation,
        ["output"] = new JsonArray([.. _output.Select(item => item.ToJson())]),
        ["output_modalities"] = new JsonArray("text"),
        ["metadata"] = metadata?.DeepClone(),
        ["usage"] = null,
    };

    private static JsonObject? Details(string word, EndReason? reason) => word switch
    {
        "completed" => null,
        "cancelled" => new() { ["type"] = "cancelled", ["reason"] = "client_cancelled" },
        "incomplete" => new() { ["type"] = "incomplete", ["reason"] = reason?.Code == "length" ? "max_output_tokens" : reason?.Code },
        _ => new() { ["type"] = "failed", ["error"] = new JsonObject { ["type"] = "server_error", ["code"] = reason?.Code ?? "internal_error" } },
    };

    private static JsonObject Part(string text) => new() { ["type"] = "text", ["text"] = text };

    private JsonObject OfPart(string type, params (string Name, JsonNode? Value)[] more) => OfOutput(type, [("content_index", 0), .. more]);

    private JsonObject OfOutput(string type, params (string Name, JsonNode? Value)[] more) =>
        Event(type, [("response_id", id.ToString()), ("item_id", _output[^1].Id), ("output_index", _output.Count - 1), .. more]);

    private JsonObject OfItem(string type, RealtimeItem item) =>
        Event(type, ("response_id", id.ToString()), ("output_index", _output.Count - 1), ("item", item.ToJson()));

    private static JsonObject Event(string type, params (string Name, JsonNode? Value)[] more)
    {
        var made = new JsonObject { ["type"] = type };
        foreach (var (name, value) in more)
            made[name] = value;
        return made;
    }
}
