using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Api.Mem0.Adding;

namespace ChatMemory.Api.Mem0.Events;

/// <summary>An event as Mem0 shows it.</summary>
internal sealed record EventItem
{
    public required string Id { get; init; }

    public string EventType { get; init; } = "ADD";

    public required string Status { get; init; }

    public required EventPayload Payload { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? Metadata { get; init; }

    public required IReadOnlyList<StoredResult> Results { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Milliseconds; null: how long the extraction took is not kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public double? Latency { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? GraphStatus { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Error { get; init; }
}

/// <summary>What the event was about.</summary>
/// <param name="Messages">The messages that were added.</param>
/// <param name="UserId">The user they were added for.</param>
internal sealed record EventPayload(IReadOnlyList<SpokenMessage> Messages, string? UserId = null);

/// <summary>A message as Mem0 shows it.</summary>
internal sealed record SpokenMessage(string Role, string Content);
