using ChatMemory.Api.Problems;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Sessions;

/// <summary>Gives results of tool calls.</summary>
internal sealed record ToolResultsRequest : IValidated
{
    /// <summary>Some or all of the results that are awaited.</summary>
    public required IReadOnlyList<ChatItem.ToolResult> Results { get; init; }

    public void Validate(Errors errors) => errors.Count(Results, 1, 128, "results");
}
