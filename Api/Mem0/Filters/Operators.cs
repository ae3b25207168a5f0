using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>What the fields of a filter have in common: a bare value, or an object of operators that must all hold.</summary>
internal static class Operators
{
    /// <summary>Reads the operators of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="read">Reads one operator; null when the field does not have it.</param>
    public static Condition Read(JsonProperty field, Func<string, JsonElement, Condition?> read)
    {
        var conditions = field.Value.EnumerateObject()
            .Select(member => read(member.Name, member.Value) ?? throw new Mem0RequestException($"Operator '{member.Name}' is not supported for {field.Name}."))
            .ToList();
        return conditions switch
        {
            [] => throw Expected(field, "a value or an operator"),
            [var only] => only,
            _ => new Condition.All(conditions),
        };
    }

    /// <summary>The values of a list.</summary>
    public static List<T> Each<T>(JsonProperty field, JsonElement values, Func<JsonElement, T> read) => values.ValueKind == JsonValueKind.Array
        ? [.. values.EnumerateArray().Select(read)]
        : throw Expected(field, "a list");

    public static string Text(JsonProperty field, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw Expected(field, "a text");

    public static Mem0RequestException Expected(JsonProperty field, string what) => new($"{field.Name}: {what} is expected.");
}
