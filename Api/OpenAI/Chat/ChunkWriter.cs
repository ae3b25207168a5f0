using System.Text.Json;
using ChatMemory.Api.Streaming;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Chat;

/// <summary>Writes an exchange's events as the chunks of a streamed answer, without an object for each.</summary>
internal sealed class ChunkWriter(AnswerHead head, bool includeUsage)
{
    private int _calls;
    private bool _begun;

    public void Write(EventWriter writer, ChatEvent item)
    {
        switch (item)
        {
            case ChatEvent.TextDelta delta:
                Begin(writer);
                WriteText(writer, delta.Text);
                break;
            case ChatEvent.ToolCalled called:
                Begin(writer);
                WriteCall(writer, called.Call);
                break;
            case ChatEvent.ExchangeEnded ended:
                Begin(writer);
                End(writer, ended);
                break;
            case ChatEvent.EventsLost:
                WireForm.Fail(writer, new OpenAIError(StatusCodes.Status500InternalServerError, "A part of the answer was lost.", Code: "events_lost"));
                break;
            case ChatEvent.SessionDeleted:
                WireForm.Fail(writer, new OpenAIError(StatusCodes.Status404NotFound, "The session was deleted.", Code: "session_deleted"));
                break;
        }
    }

    // The first piece says who speaks.
    private void Begin(EventWriter writer)
    {
        if (_begun)
            return;
        _begun = true;
        var json = Open(writer);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, ""u8);
        Close(writer, json, finish: null);
    }

    private void WriteText(EventWriter writer, string text)
    {
        var json = Open(writer);
        json.WriteString("content"u8, text);
        Close(writer, json, finish: null);
    }

    private void WriteCall(EventWriter writer, ChatItem.ToolCall call)
    {
        var json = Open(writer);
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, _calls++);
        json.WriteString("id"u8, call.CallId);
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, call.Tool);
        json.WriteString("arguments"u8, call.Arguments);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        Close(writer, json, finish: null);
    }

    private void End(EventWriter writer, ChatEvent.ExchangeEnded ended)
    {
        if (Finish.Of(ended, _calls > 0) is not { } finish)
        {
            WireForm.Fail(writer, OpenAIError.Of(ended.Reason));
            return;
        }

        Close(writer, Open(writer), finish);
        if (includeUsage && ended.Usage is { } usage)
            WriteUsage(writer, usage);
        writer.WriteRaw("data: [DONE]\n\n"u8);
    }

    private void WriteUsage(EventWriter writer, TokenUsage usage)
    {
        var json = writer.BeginData();
        WriteHead(json);
        json.WriteStartArray("choices"u8);
        json.WriteEndArray();
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        json.WriteNumber("completion_tokens"u8, usage.OutputTokens);
        json.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
        writer.EndData();
    }

    private Utf8JsonWriter Open(EventWriter writer)
    {
        var json = writer.BeginData();
        WriteHead(json);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        return json;
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, head.Id);
        json.WriteString("object"u8, "chat.completion.chunk"u8);
        json.WriteNumber("created"u8, head.Created);
        json.WriteString("model"u8, head.Model);
    }

    private void Close(EventWriter writer, Utf8JsonWriter json, string? finish)
    {
        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, finish);
        json.WriteEndObject();
        json.WriteEndArray();
        if (includeUsage)
            json.WriteNull("usage"u8);
        json.WriteEndObject();
        writer.EndData();
    }
}

/// <summary>What a stream of this wire says besides chunks.</summary>
internal sealed class WireForm : StreamForm
{
    public static WireForm Instance { get; } = new();

    public static void Fail(EventWriter writer, OpenAIError error)
    {
        JsonSerializer.Serialize(writer.BeginData(), error.Body, Wire.Default.ErrorBody);
        writer.EndData();
    }

    // A comment: clients of this wire know no ping.
    public override void Ping(EventWriter writer) => writer.WriteRaw(": ping\n\n"u8);

    public override void Fail(EventWriter writer, StreamError error) => Fail(
        writer, new OpenAIError(StatusCodes.Status503ServiceUnavailable, "The stream broke; the answer goes on. It is in the session's transcript.", Code: error.Code));
}
