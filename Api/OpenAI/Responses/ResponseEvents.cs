using System.Text.Json;
using ChatMemory.Api.Streaming;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>
/// Writes an exchange's events as those of a response. They are counted from the first on, each time alike, so that a client goes on after
/// the last number that it saw; the last event always comes, also when a crash took some before it.
/// </summary>
/// <param name="begun">The response.</param>
/// <param name="startingAfter">The last number that was seen; -1 for none.</param>
internal sealed class ResponseEvents(ResponseView begun, long startingAfter = -1)
{
    private readonly ResponseProgress _progress = new(begun);
    private long _number;
    private bool _created;
    private bool _running;

    public void Write(EventWriter writer, ChatEvent item)
    {
        switch (item)
        {
            case ChatEvent.ExchangeQueued:
                _progress.Wait(isQueued: true);
                Create(writer);
                WriteState(writer, "response.queued"u8);
                break;
            case ChatEvent.ExchangeStarted:
                Run(writer);
                break;
            case ChatEvent.TextDelta delta:
                Run(writer);
                Say(writer, delta.Text);
                break;
            case ChatEvent.ToolCalled called:
                Run(writer);
                Call(writer, called.Call);
                break;
            case ChatEvent.ExchangeEnded ended:
                Run(writer);
                End(writer, ended);
                break;
            case ChatEvent.EventsLost:
                Fail(writer, "events_lost", "A part of the answer was lost. Retrieve the response to see what is stored.");
                break;
            case ChatEvent.SessionDeleted:
                Fail(writer, "response_deleted", "The response was deleted.");
                break;
        }
    }

    private void Create(EventWriter writer)
    {
        if (_created)
            return;
        _created = true;
        WriteState(writer, "response.created"u8);
    }

    private void Run(EventWriter writer)
    {
        if (_running)
            return;
        _running = true;
        _progress.Wait(isQueued: false);
        Create(writer);
        WriteState(writer, "response.in_progress"u8);
    }

    private void Say(EventWriter writer, string text)
    {
        // What is left of a deleted item.
        if (text.Length == 0)
        {
            EndMessage(writer);
            _progress.Add(new ChatItem.Message(ChatRole.Assistant, ""));
            return;
        }

        if (_progress.Growing is null)
        {
            _progress.Say("");
            WriteItem(writer, "response.output_item.added"u8, _progress.Growing!.Value, "in_progress");
            WritePart(writer, "response.content_part.added"u8, "");
        }

        _progress.Say(text);
        if (BeginOfItem(writer, "response.output_text.delta"u8, _progress.Growing!.Value) is not { } json)
            return;
        json.WriteNumber("content_index"u8, 0);
        json.WriteString("delta"u8, text);
        WriteNoLogprobs(json);
        EndEvent(writer, json);
    }

    private void EndMessage(EventWriter writer, string status = "completed")
    {
        if (_progress.Growing is not { } place)
            return;
        _progress.EndMessage();
        var said = ((ChatItem.Message)_progress[place]).Text;
        if (BeginOfItem(writer, "response.output_text.done"u8, place) is { } json)
        {
            json.WriteNumber("content_index"u8, 0);
            json.WriteString("text"u8, said);
            WriteNoLogprobs(json);
            EndEvent(writer, json);
        }

        WritePart(writer, "response.content_part.done"u8, said, place);
        WriteItem(writer, "response.output_item.done"u8, place, status);
    }

    private void Call(EventWriter writer, ChatItem.ToolCall call)
    {
        EndMessage(writer);
        var place = _progress.Next;
        // A call is announced without its arguments.
        _progress.Add(call);
        WriteItem(writer, "response.output_item.added"u8, place, call with { Arguments = "" }, "in_progress");
        if (BeginOfItem(writer, "response.function_call_arguments.delta"u8, place) is { } delta)
        {
            delta.WriteString("delta"u8, call.Arguments);
            EndEvent(writer, delta);
        }

        if (BeginOfItem(writer, "response.function_call_arguments.done"u8, place) is { } done)
        {
            done.WriteString("name"u8, call.Tool);
            done.WriteString("arguments"u8, call.Arguments);
            EndEvent(writer, done);
        }

        WriteItem(writer, "response.output_item.done"u8, place, "completed");
    }

    private void End(EventWriter writer, ChatEvent.ExchangeEnded ended)
    {
        EndMessage(writer, ended.Status == ExchangeStatus.Completed ? "completed" : "incomplete");
        _progress.End(ended);
        // A client that saw what is not stored any more is told the end all the same.
        if (startingAfter > _number)
            _number = startingAfter + 1;
        WriteState(writer, _progress.View.StatusWord switch
        {
            "completed" => "response.completed"u8,
            "failed" => "response.failed"u8,
            _ => "response.incomplete"u8,
        });
    }

    private void Fail(EventWriter writer, string code, string message)
    {
        if (Begin(writer, "error"u8) is not { } json)
            return;
        json.WriteString("code"u8, code);
        json.WriteString("message"u8, message);
        json.WriteNull("param"u8);
        EndEvent(writer, json);
    }

    private void WriteState(EventWriter writer, ReadOnlySpan<byte> type)
    {
        if (Begin(writer, type) is not { } json)
            return;
        json.WritePropertyName("response"u8);
        ResponseJson.Write(json, _progress.View);
        EndEvent(writer, json);
    }

    private void WriteItem(EventWriter writer, ReadOnlySpan<byte> type, int place, string status) =>
        WriteItem(writer, type, place, _progress[place], status);

    private void WriteItem(EventWriter writer, ReadOnlySpan<byte> type, int place, ChatItem item, string status)
    {
        if (Begin(writer, type) is not { } json)
            return;
        json.WriteNumber("output_index"u8, place);
        json.WritePropertyName("item"u8);
        ItemJson.Write(json, _progress.IdOf(place), item, status);
        EndEvent(writer, json);
    }

    private void WritePart(EventWriter writer, ReadOnlySpan<byte> type, string text, int? place = null)
    {
        if (BeginOfItem(writer, type, place ?? _progress.Growing!.Value) is not { } json)
            return;
        json.WriteNumber("content_index"u8, 0);
        json.WritePropertyName("part"u8);
        ItemJson.WriteText(json, text);
        EndEvent(writer, json);
    }

    private static void WriteNoLogprobs(Utf8JsonWriter json)
    {
        json.WriteStartArray("logprobs"u8);
        json.WriteEndArray();
    }

    private Utf8JsonWriter? BeginOfItem(EventWriter writer, ReadOnlySpan<byte> type, int place)
    {
        if (Begin(writer, type) is not { } json)
            return null;
        json.WriteString("item_id"u8, _progress.IdOf(place).Id(_progress[place]));
        json.WriteNumber("output_index"u8, place);
        return json;
    }

    // Null when the client has seen it.
    private Utf8JsonWriter? Begin(EventWriter writer, ReadOnlySpan<byte> type)
    {
        var number = _number++;
        if (number <= startingAfter)
            return null;
        var json = writer.BeginData(type);
        json.WriteStartObject();
        json.WriteString("type"u8, type);
        json.WriteNumber("sequence_number"u8, number);
        return json;
    }

    private static void EndEvent(EventWriter writer, Utf8JsonWriter json)
    {
        json.WriteEndObject();
        writer.EndData();
    }
}

/// <summary>What a stream of responses says besides its events.</summary>
internal sealed class ResponseStreamForm : StreamForm
{
    public static ResponseStreamForm Instance { get; } = new();

    public override void Ping(EventWriter writer) => writer.WriteRaw(": ping\n\n"u8);

    public override void Fail(EventWriter writer, StreamError error)
    {
        var json = writer.BeginData("error"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "error"u8);
        json.WriteString("code"u8, error.Code);
        json.WriteString("message"u8, "The stream broke; the answer goes on. Follow the response with starting_after.");
        json.WriteNull("param"u8);
        json.WriteEndObject();
        writer.EndData();
    }
}
