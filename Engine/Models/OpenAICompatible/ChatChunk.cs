using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>
/// What one JSON document of the wire says: a chunk of a streamed answer, or a whole answer, whose shapes differ only in the name of
/// one property. One object is read into again and again, so that a token costs little more than its own string.
/// </summary>
internal sealed class ChatChunk
{
    private string? _id;
    private string? _model;

    public string? Id => _id;

    public string? Model => _model;

    public string? Text { get; private set; }

    /// <summary>Where <see cref="Text"/> stands in the document, without its quotes.</summary>
    public Range TextPlace { get; private set; }

    /// <summary>Whether it says nothing but its text.</summary>
    public bool IsText => Text is { Length: > 0 } && string.IsNullOrEmpty(Reasoning) && Finish is null && !HasToolCalls;

    public string? Reasoning { get; private set; }

    public ChatFinishReason? Finish { get; private set; }

    /// <summary>What was counted, the newest that any chunk said.</summary>
    public UsageDetails? Usage { get; private set; }

    public bool HasToolCalls { get; private set; }

    public ToolCallAssembly Calls { get; } = new();

    /// <summary>Reads a document; what it does not say is null afterwards, except <see cref="Id"/>, <see cref="Model"/> and <see cref="Usage"/>.</summary>
    /// <exception cref="ModelException">It cannot be read, or reports an error.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        (Text, Reasoning, Finish, HasToolCalls) = (null, null, null, false);
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            ReadDocument(ref reader);
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw ModelFailure.Garbled();
        }
    }

    private void ReadDocument(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
                ReadChoices(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                Keep(ref reader, ref _id);
            else if (reader.ValueTextEquals("model"u8))
                Keep(ref reader, ref _model);
            else if (reader.ValueTextEquals("usage"u8))
                Usage = ChatUsage.Read(ref reader) ?? Usage;
            else if (reader.ValueTextEquals("error"u8))
                RefuseUnlessNull(ref reader);
            else if (reader.ValueTextEquals("object"u8))
                RefuseError(ref reader);
            else
                reader.Skip();
        }
    }

    // Several alternatives are never asked for; should they come, the first is the answer.
    private void ReadChoices(ref Utf8JsonReader reader)
    {
        if (!EnterOrNull(ref reader, JsonTokenType.StartArray))
            return;
        var first = true;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (first)
                ReadChoice(ref reader);
            else
                reader.Skip();
            first = false;
        }
    }

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        Require(ref reader, JsonTokenType.StartObject);
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8))
                ReadMessage(ref reader);
            else if (reader.ValueTextEquals("finish_reason"u8))
                Finish = FinishOf(StringOrNull(ref reader));
            else
                reader.Skip();
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        if (!EnterOrNull(ref reader, JsonTokenType.StartObject))
            return;
        while (NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("content"u8) || reader.ValueTextEquals("refusal"u8))
                ReadText(ref reader);
            else if (reader.ValueTextEquals("reasoning_content"u8) || reader.ValueTextEquals("reasoning"u8))
                Reasoning = StringOrNull(ref reader) ?? Reasoning;
            else if (reader.ValueTextEquals("tool_calls"u8))
                ReadCalls(ref reader);
            else
                reader.Skip();
        }
    }

    private void ReadText(ref Utf8JsonReader reader)
    {
        if (StringOrNull(ref reader) is not { } text)
            return;
        var start = (int)reader.TokenStartIndex + 1;
        Text = text;
        TextPlace = start..(start + reader.ValueSpan.Length);
    }

    private void ReadCalls(ref Utf8JsonReader reader)
    {
        if (!EnterOrNull(ref reader, JsonTokenType.StartArray))
            return;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            HasToolCalls = true;
            ToolCallPiece.Read(ref reader).AddTo(Calls);
        }
    }

    private static ChatFinishReason? FinishOf(string? reason) => reason switch
    {
        null or "" => null,
        "stop" => ChatFinishReason.Stop,
        "length" => ChatFinishReason.Length,
        "content_filter" => ChatFinishReason.ContentFilter,
        "tool_calls" or "function_call" => ChatFinishReason.ToolCalls,
        _ => new ChatFinishReason(reason),
    };

    private static void RefuseUnlessNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
            throw ModelFailure.Reported();
    }

    private static void RefuseError(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8))
            throw ModelFailure.Reported();
        reader.Skip();
    }

    private static void Keep(ref Utf8JsonReader reader, ref string? kept)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String && (kept is null || !reader.ValueTextEquals(kept)))
            kept = reader.GetString();
        else
            reader.Skip();
    }

    internal static string? StringOrNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    internal static bool EnterOrNull(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
            return false;
        Require(ref reader, start);
        return true;
    }

    internal static bool NextProperty(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    internal static void Require(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new JsonException();
    }
}
