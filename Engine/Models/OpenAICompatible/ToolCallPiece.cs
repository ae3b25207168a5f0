using System.Text.Json;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>A tool call, or a piece of one, as one document brings it.</summary>
internal ref struct ToolCallPiece
{
    private int? _index;
    private string? _id;
    private string? _name;
    private string? _arguments;

    public static ToolCallPiece Read(ref Utf8JsonReader reader)
    {
        var piece = new ToolCallPiece();
        ChatChunk.Require(ref reader, JsonTokenType.StartObject);
        while (ChatChunk.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
                piece.ReadIndex(ref reader);
            else if (reader.ValueTextEquals("id"u8))
                piece._id = ChatChunk.StringOrNull(ref reader);
            else if (reader.ValueTextEquals("function"u8))
                piece.ReadFunction(ref reader);
            else
                reader.Skip();
        }

        return piece;
    }

    public readonly void AddTo(ToolCallAssembly calls) => calls.Add(_index, _id, _name, _arguments);

    private void ReadIndex(ref Utf8JsonReader reader)
    {
        reader.Read();
        _index = reader.TokenType == JsonTokenType.Number ? reader.GetInt32() : null;
    }

    private void ReadFunction(ref Utf8JsonReader reader)
    {
        if (!ChatChunk.EnterOrNull(ref reader, JsonTokenType.StartObject))
            return;
        while (ChatChunk.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
                _name = ChatChunk.StringOrNull(ref reader);
            else if (reader.ValueTextEquals("arguments"u8))
                _arguments = ReadArguments(ref reader);
            else
                reader.Skip();
        }
    }

    // The wire has JSON in a string; some servers send the object itself.
    private static string? ReadArguments(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            return JsonElement.ParseValue(ref reader).GetRawText();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }
}
