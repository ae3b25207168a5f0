using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Api.Mem0;

/// <summary>How Mem0's wire is served. Section <c>ChatMemory:Mem0</c>.</summary>
public sealed record Mem0Options
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "ChatMemory:Mem0";

    /// <summary>How many users one request may look through; a filter that leaves more open is refused. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxUsers { get; init; } = 1_000;

    /// <summary>How long one search may take; what was found by then is returned. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan SearchBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the turns that are kept word for word are listed and found besides the facts. Default false.</summary>
    public bool IncludeTurns { get; init; }
}
