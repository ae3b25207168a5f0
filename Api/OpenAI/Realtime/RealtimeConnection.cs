using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>One client on the line: does what its events ask for, and tells what happens.</summary>
internal sealed class RealtimeConnection(
    SessionKey key, IChatMemoryHost host, PlainRelay relay, RealtimeSettings settings, RealtimeLine line, IIdSource ids)
{
    /// <summary>As many exchanges of a session that goes on are shown again.</summary>
    private const int MostShown = 100;

    private readonly IChatSession _chat = host.Session(key);
    private readonly RealtimeItems _items = new();
    private Task _answering = Task.CompletedTask;
    private ExchangeId? _running;
    private CancellationTokenSource? _besides;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await SayAsync("session.created", cancellationToken, ("session", settings.ToJson(key.Session)));
        await ResumeAsync(cancellationToken);
        try
        {
            while (await NextAsync(cancellationToken))
            {
            }
        }
        finally
        {
            _besides?.Cancel();
            await _answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Only what breaks the line ends the loop; what is wrong with an event is said.
    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        JsonElement? asked = null;
        try
        {
            asked = await line.NextAsync(cancellationToken);
            if (asked is not { } happened)
                return false;
            await DoAsync(happened, cancellationToken);
        }
        catch (OpenAIRequestException refused)
        {
            await ErrorAsync(refused.Error, asked, cancellationToken);
        }
        catch (InvalidCommandException invalid)
        {
            await ErrorAsync(OpenAIError.Invalid($"{invalid.Errors[0].Field}: {invalid.Errors[0].Message}", invalid.Errors[0].Field, "invalid_value"), asked, cancellationToken);
        }
        catch (ChatMemoryException failed)
        {
            var error = failed is OverloadedException
                ? new OpenAIError(StatusCodes.Status429TooManyRequests, failed.Message, Code: "overloaded")
                : new OpenAIError(StatusCodes.Status503ServiceUnavailable, "A part of the server is not available now. Nothing is lost by trying again.", Code: "unavailable");
            await ErrorAsync(error, asked, cancellationToken);
        }

        return true;
    }

    private Task DoAsync(JsonElement asked, CancellationToken cancellationToken) => asked.Text("type") switch
    {
        "session.update" => UpdateAsync(asked, cancellationToken),
        "conversation.item.create" => CreateAsync(asked, cancellationToken),
        "conversation.item.retrieve" => SayAsync("conversation.item.retrieved", cancellationToken, ("item", Named(asked).ToJson())),
        "conversation.item.delete" => DeleteAsync(asked, cancellationToken),
        "conversation.item.truncate" => TruncateAsync(asked, cancellationToken),
        "response.create" => RespondAsync(asked.Member("response", JsonValueKind.Object), cancellationToken),
        "response.cancel" => CancelAsync(cancellationToken),
        { } audio when audio.StartsWith("input_audio_buffer.", StringComparison.Ordinal) || audio.StartsWith("output_audio_buffer.", StringComparison.Ordinal) =>
            throw Wrong("This server speaks text only. Send the text as an item.", "type", "audio_not_supported"),
        { Length: > 0 } => throw Wrong("There is no such event.", "type", "unknown_event"),
        _ => throw Wrong("type is required.", "type", "missing_required_parameter"),
    };

    // The conversation of a session that was there before, as if it had just been said.
    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (await _chat.StatusAsync(cancellationToken) is not { } status || await _chat.TranscriptAsync(new(MostShown), cancellationToken) is not { } transcript)
            return;
        foreach (var item in transcript.Exchanges.SelectMany(exchange => ConversationItems.All(status.Epoch, exchange)))
            await AddAsync(new(item.Id.Id(item.Item), item.Item, item.Id, item.Status), after: null, cancellationToken);
        if (status.Running is { } running && transcript.Exchanges.FirstOrDefault(exchange => exchange.Id == running) is { } exchange_)
            Follow(new(status.Epoch, running), exchange_.LastEvent, metadata: null, cancellationToken);
    }

    private Task UpdateAsync(JsonElement asked, CancellationToken cancellationToken)
    {
        settings.Update(asked.Member("session", JsonValueKind.Object) ?? throw Wrong("session is required.", "session", "missing_required_parameter"));
        return SayAsync("session.updated", cancellationToken, ("session", settings.ToJson(key.Session)));
    }

    private Task CreateAsync(JsonElement asked, CancellationToken cancellationToken)
    {
        var given = asked.Member("item", JsonValueKind.Object) ?? throw Wrong("item is required.", "item", "missing_required_parameter");
        if (InputReader.Read(Json.Value(json => WriteList(json, given)), "item")[0].Said is not { } said)
            throw Wrong("An item must be a message, a function call or its output.", "item.type", "invalid_value");
        if (said is ChatItem.ToolResult result && !_items.Knows(result.CallId))
            throw Wrong("There is no call of this id.", "item.call_id", "unknown_call");
        return AddAsync(new(given.Text("id") ?? $"item_{ids.Next():N}", said, Stored: null), asked.Text("previous_item_id"), cancellationToken);
    }

    private async Task DeleteAsync(JsonElement asked, CancellationToken cancellationToken)
    {
        var item = Named(asked);
        await RemoveAsync(item, cancellationToken);
        _items.Remove(item.Id);
        await SayAsync("conversation.item.deleted", cancellationToken, ("item_id", item.Id));
    }

    // A text has no milliseconds: nothing of it was taken in, or all.
    private async Task TruncateAsync(JsonElement asked, CancellationToken cancellationToken)
    {
        var item = Named(asked);
        if (item.Item is not ChatItem.Message { Role: ChatRole.Assistant })
            throw Wrong("Only what the model said can be truncated.", "item_id", "invalid_value");
        if (!asked.TryGetProperty("audio_end_ms", out var end) || !end.TryGetInt32(out var milliseconds) || milliseconds < 0)
            throw Wrong("audio_end_ms must be a whole number, at least 0.", "audio_end_ms", "invalid_value");
        if (milliseconds == 0)
        {
            await RemoveAsync(item, cancellationToken);
            _items.Set(item with { Item = new ChatItem.Message(ChatRole.Assistant, ""), Status = "incomplete" });
        }

        await SayAsync("conversation.item.truncated", cancellationToken, ("item_id", item.Id), ("content_index", 0), ("audio_end_ms", milliseconds));
    }

    private async Task RemoveAsync(RealtimeItem item, CancellationToken cancellationToken)
    {
        if (item.Stored is not { } stored || await _chat.FindExchangeAsync(stored.Exchange, cancellationToken) is not { } exchange)
            return;
        if (await _chat.RemoveAsync(new(stored.Exchange, stored.PlaceIn(exchange)), cancellationToken) == RemoveOutcome.NotEnded)
            throw Wrong("The response has not ended: cancel it first.", "item_id", "response_active");
    }

    private async Task RespondAsync(JsonElement? response, CancellationToken cancellationToken)
    {
        if (!_answering.IsCompleted)
            throw Wrong("A response is active already.", "type", "conversation_already_has_active_response");
        var metadata = response?.Member("metadata", JsonValueKind.Object) is { } given ? JsonNode.Parse(given.GetRawText()) : null;
        var input = response?.Member("input", JsonValueKind.Array) is { } items
            ? InputReader.Read(items, "response.input").Select(item => item.Said ?? _items.Find(item.Reference ?? "")?.Item ?? throw NoItem("response.input")).ToList()
            : null;
        if (response?.Text("conversation") == "none")
            _answering = AskBesidesAsync(input ?? [.. _items.All.Select(item => item.Item)], settings.Request(response), metadata, cancellationToken);
        else
            await AskAsync(input, settings.Request(response), metadata, cancellationToken);
    }

    private async Task AskAsync(IReadOnlyList<ChatItem>? input, ModelRequest model, JsonNode? metadata, CancellationToken cancellationToken)
    {
        var fresh = _items.New;
        IReadOnlyList<ChatItem> said = input ?? [.. fresh.Select(item => item.Item)];
        if (said.Count == 0)
            throw Wrong("Nothing was said since the last response: create an item first.", "type", "nothing_to_answer");
        var outcome = await _chat.StartAsync(
            new() { Input = said, EndsAtCalls = true, Model = model, Memory = Anonymous.MemoryOf(key.Owner), WhenBusy = WhenBusy.Refuse }, cancellationToken);
        if (outcome is StartOutcome.Busy)
            throw Wrong("A response is active already.", "type", "conversation_already_has_active_response");
        if (outcome is not StartOutcome.Accepted accepted || await _chat.FindExchangeAsync(accepted.Exchange, cancellationToken) is not { } exchange)
            throw Wrong("The response cannot be made from these items.", "response", "invalid_value");

        // Calls that the input answers are kept before it.
        foreach (var (index, item) in (input is null ? fresh : []).Index())
            _items.Set(item with { Stored = new(accepted.Epoch, exchange.Id, exchange.Input.Count - fresh.Count + index, IsOutput: false) });
        Follow(new(accepted.Epoch, exchange.Id), accepted.FirstEvent - 1, metadata, cancellationToken);
    }

    private void Follow(ResponseId id, long after, JsonNode? metadata, CancellationToken cancellationToken)
    {
        _running = id.Exchange;
        _answering = TellAsync(
            new(id, new ConversationId(id.Epoch).ToString(), _items, metadata), _chat.FollowAsync(new(after, id.Exchange), cancellationToken), cancellationToken);
    }

    private async Task AskBesidesAsync(IReadOnlyList<ChatItem> items, ModelRequest model, JsonNode? metadata, CancellationToken cancellationToken)
    {
        using var besides = _besides = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var id = new ExchangeId(ids.Next());
        try
        {
            await TellAsync(new(new(0, id), conversation: null, items: null, metadata), relay.AskAsync(id, key.Owner, items, model, cancellationToken: besides.Token), cancellationToken);
        }
        finally
        {
            _besides = null;
        }
    }

    private async Task TellAsync(RealtimeAnswer answer, IAsyncEnumerable<IReadOnlyList<ChatEvent>> events, CancellationToken cancellationToken)
    {
        await line.SayAsync(answer.Created(), cancellationToken);
        try
        {
            await foreach (var happened in events.SelectMany(batch => batch))
                await SayAllAsync(answer.Tell(happened), cancellationToken);
        }
        catch (Exception cut) when (!cancellationToken.IsCancellationRequested && cut is ChatMemoryException or OperationCanceledException)
        {
            await SayAllAsync(answer.BreakOff(), cancellationToken);
        }

        if (!answer.HasEnded)
            await SayAllAsync(answer.BreakOff(), cancellationToken);
        _running = null;
    }

    private async Task CancelAsync(CancellationToken cancellationToken)
    {
        if (_answering.IsCompleted)
            throw Wrong("No response is active.", "type", "response_cancel_not_active");
        _besides?.Cancel();
        if (_running is { } running)
            await _chat.CancelAsync(running, cancellationToken);
    }

    private async Task AddAsync(RealtimeItem item, string? after, CancellationToken cancellationToken)
    {
        var before = _items.Add(item, after);
        await SayAsync("conversation.item.added", cancellationToken, ("previous_item_id", before), ("item", item.ToJson()));
        await SayAsync("conversation.item.done", cancellationToken, ("previous_item_id", before), ("item", item.ToJson()));
    }

    private RealtimeItem Named(JsonElement asked) => _items.Find(asked.Text("item_id") ?? "") ?? throw NoItem("item_id");

    private async Task SayAllAsync(IEnumerable<JsonObject> all, CancellationToken cancellationToken)
    {
        foreach (var happened in all)
            await line.SayAsync(happened, cancellationToken);
    }

    private Task SayAsync(string type, CancellationToken cancellationToken, params (string Name, JsonNode? Value)[] more)
    {
        var happened = new JsonObject { ["type"] = type };
        foreach (var (name, value) in more)
            happened[name] = value;
        return line.SayAsync(happened, cancellationToken).AsTask();
    }

    private Task ErrorAsync(OpenAIError error, JsonElement? asked, CancellationToken cancellationToken) => SayAsync(
        "error",
        cancellationToken,
        ("error", new JsonObject
        {
            ["type"] = error.Body.Error.Type,
            ["code"] = error.Code,
            ["message"] = error.Message,
            ["param"] = error.Param,
            ["event_id"] = asked is { ValueKind: JsonValueKind.Object } happened && happened.TryGetProperty("event_id", out var id) && id.ValueKind == JsonValueKind.String ? id.GetString() : null,
        }));

    private static void WriteList(Utf8JsonWriter json, JsonElement item)
    {
        json.WriteStartArray();
        item.WriteTo(json);
        json.WriteEndArray();
    }

    private static OpenAIRequestException NoItem(string param) => Wrong("There is no such item.", param, "item_not_found");

    private static OpenAIRequestException Wrong(string message, string param, string code) => new(OpenAIError.Invalid(message, param, code));
}
