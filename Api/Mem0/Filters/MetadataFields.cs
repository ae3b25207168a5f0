using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Filters;

/// <summary>Conditions about a memory's metadata: a value that a key has, or <c>eq</c>, <c>ne</c>, <c>contains</c>. What lacks the key differs from every value.</summary>
internal static class MetadataFields
{
    public static Condition Read(JsonElement metadata) => metadata.ValueKind == JsonValueKind.Object
        ? new Condition.All([.. metadata.EnumerateObject().Select(ReadKey)])
        : throw new Mem0RequestException("metadata: an object is expected.");

    private static Condition ReadKey(JsonProperty key)
    {
        return key.Value.ValueKind != JsonValueKind.Object ? Has(Comparison.Eq, key.Value) : Operators.Read(key, (name, value) => name switch
        {
            "eq" => Has(Comparison.Eq, value),
            "ne" => new Condition.Not(Has(Comparison.Eq, value)),
            "contains" => Has(Comparison.Contains, value),
            _ => null,
        });

        Condition Has(Comparison comparison, JsonElement value) =>
            new Condition.Field(new MemoryFilter.HasMetadata(key.Name, comparison, value.Clone()));
    }
}
