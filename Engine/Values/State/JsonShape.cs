using System.Text;
using System.Text.Json;

namespace ChatMemory.Values;

/// <summary>What must be known of a JSON text to store it.</summary>
/// <param name="Bytes">Its length in UTF-8.</param>
/// <param name="Items">How many items it has; null when it is no list.</param>
internal sealed record JsonShape(int Bytes, int? Items)
{
    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidCommandException">It is not one JSON value.</exception>
    public static JsonShape Of(string json, string field)
    {
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(json);
            var reader = new Utf8JsonReader(utf8);
            reader.Read();
            var isList = reader.TokenType == JsonTokenType.StartArray;
            var items = 0;
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType is not (JsonTokenType.EndArray or JsonTokenType.EndObject))
                    items++;
            }

            return new(utf8.Length, isList ? items : null);
        }
        catch (JsonException)
        {
            throw new InvalidCommandException([new(field, "Must be one JSON value, at most 64 levels deep.")]);
        }
    }
}
