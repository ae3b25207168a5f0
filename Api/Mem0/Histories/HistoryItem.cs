using System.Text.Json.Serialization;
using ChatMemory.Api.Mem0.Events;
using ChatMemory.Api.Mem0.Items;

namespace ChatMemory.Api.Mem0.Histories;

/// <summary>One change of a memory as Mem0 shows it.</summary>
internal sealed record HistoryItem : Bearings
{
    public required string Id { get; init; }

    public required string MemoryId { get; init; }

    /// <summary>What was said when the change came of a conversation; else empty.</summary>
    public required IReadOnlyList<SpokenMessage> Input { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? OldMemory { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? NewMemory { get; init; }

    /// <summary><c>ADD</c>, <c>UPDATE</c>, or <c>DELETE</c> when another memory took its place.</summary>
    public required string Event { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}
