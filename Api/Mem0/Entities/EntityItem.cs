using System.Text.Json.Serialization;

namespace ChatMemory.Api.Mem0.Entities;

/// <summary>A user, agent, app or run as Mem0 shows it.</summary>
/// <param name="Id">The name once more: entities have no other.</param>
/// <param name="Name">What callers call it.</param>
/// <param name="Type"><c>user</c>, <c>agent</c>, <c>app</c> or <c>run</c>.</param>
/// <param name="TotalMemories">How many memories name it.</param>
/// <param name="Owner">The tenant.</param>
/// <param name="CreatedAt">When the first of them was stored.</param>
/// <param name="UpdatedAt">When the last of them was changed.</param>
internal sealed record EntityItem(
    string Id, string Name, string Type, int TotalMemories, string Owner, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}

/// <summary>A page of entities.</summary>
internal sealed record EntityPage(
    int Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Previous,
    IReadOnlyList<EntityItem> Results,
    int TotalUsers,
    int TotalAgents,
    int TotalApps,
    int TotalRuns);

/// <summary>How much there is.</summary>
internal sealed record StatsAnswer(int TotalMemories, int TotalUsersWithMemories, int TotalAgentsWithMemories, int TotalAppsWithMemories, int TotalRunsWithMemories);
