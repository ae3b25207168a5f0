using System.Text.Json;
using ChatMemory.Api.Problems;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>Conditions about a memory's user, agent, app or run. What has none differs from every name.</summary>
internal static class EntityFields
{
    public const string AnyName = "*";

    /// <summary>Reads one.</summary>
    /// <param name="field">The field.</param>
    /// <param name="isOneOf">The condition that the entity is one of these; of null: that there is one.</param>
    public static Condition Read(JsonProperty field, Func<IReadOnlyList<string>?, Condition> isOneOf)
    {
        return field.Value.ValueKind == JsonValueKind.Object
            ? Operators.Read(field, Operator)
            : Is(field.Value);

        Condition? Operator(string name, JsonElement value) => name switch
        {
            "eq" => Is(value),
            "ne" => new Condition.Not(Is(value)),
            "in" => isOneOf(Operators.Each(field, value, one => Name(field, one))),
            _ => null,
        };

        Condition Is(JsonElement value) => value.ValueKind == JsonValueKind.String && value.ValueEquals(AnyName) ? isOneOf(null) : isOneOf([Name(field, value)]);
    }

    private static string Name(JsonProperty field, JsonElement value) =>
        Operators.Text(field, value) is var name && PathIds.CanStandInPath(name) ? name : throw Operators.Expected(field, "an id");
}
