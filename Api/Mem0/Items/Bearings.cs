using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatMemory.Api.Mem0.Items;

/// <summary>Whose a memory is and what was attached to it, as every item that shows one says.</summary>
internal abstract record Bearings
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? UserId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? AgentId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? AppId { get; init; }

    /// <summary>The run, under the name that lists, histories and the older versions have for it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? SessionId { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Metadata { get; init; }

    public required IReadOnlyList<string> Categories { get; init; }
}
