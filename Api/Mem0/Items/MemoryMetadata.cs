using System.Text.Json;
using ChatMemory.Api.Mem0.Errors;

namespace ChatMemory.Api.Mem0.Items;

/// <summary>Reads metadata that a request gives.</summary>
internal static class MemoryMetadata
{
    /// <summary>The metadata; null when there is none.</summary>
    /// <exception cref="Mem0RequestException">It is no object.</exception>
    public static IReadOnlyDictionary<string, JsonElement>? Read(JsonElement metadata) => Mem0Body.Part(metadata) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } given => given.EnumerateObject().GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(members => members.Key, members => members.Last().Value.Clone(), StringComparer.Ordinal),
        _ => throw new Mem0RequestException("metadata must be an object."),
    };
}
