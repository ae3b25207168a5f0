using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>Conditions about a memory's text, categories and id.</summary>
internal static class ContentFields
{
    public static Condition Categories(JsonProperty field) => field.Value.ValueKind == JsonValueKind.Object
        ? Operators.Read(field, (name, value) => name switch
        {
            "in" => Carries(Operators.Each(field, value, one => Operators.Text(field, one))),
            "contains" => new Condition.Field(new MemoryFilter.HasCategoryWith(Operators.Text(field, value))),
            _ => null,
        })
        : throw Operators.Expected(field, "'in' or 'contains'");

    public static Condition Carries(IReadOnlyList<string> categories) => new Condition.Field(new MemoryFilter.HasCategory(categories));

    /// <summary>Reads what the text must contain.</summary>
    /// <param name="field">The field.</param>
    /// <param name="bare">Whether a text without an operator is taken, compared without case.</param>
    public static Condition Keywords(JsonProperty field, bool bare) => field.Value.ValueKind switch
    {
        JsonValueKind.Object => Operators.Read(field, (name, value) => name switch
        {
            "contains" => Says(Operators.Text(field, value), ignoreCase: false),
            "icontains" => Says(Operators.Text(field, value)),
            _ => null,
        }),
        JsonValueKind.String when bare => Says(Operators.Text(field, field.Value)),
        _ => throw Operators.Expected(field, "'contains' or 'icontains'"),
    };

    public static Condition Says(string text, bool ignoreCase = true) => new Condition.Field(new MemoryFilter.HasText(text, ignoreCase));

    // What is no id of ours names nothing.
    public static Condition Ids(JsonProperty field)
    {
        return field.Value.ValueKind == JsonValueKind.Object
            ? Operators.Read(field, (name, value) => name == "in" ? OneOf(value) : null)
            : OneOf(field.Value);

        Condition OneOf(JsonElement value) => new Condition.Field(new MemoryFilter.HasId(
            [.. Operators.Each(field, value, one => Operators.Text(field, one)).Select(text => MemoryId.TryParse(text, null, out var id) ? id : (MemoryId?)null).OfType<MemoryId>()]));
    }
}
