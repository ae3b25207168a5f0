using System.Text.Json.Serialization;

namespace ChatMemory.Api.Mem0.Listing;

/// <summary>A page as Mem0 shows it.</summary>
/// <param name="Count">How many there are on all pages.</param>
/// <param name="Next">The address of the next page; null when this is the last.</param>
/// <param name="Previous">The address of the page before; null when this is the first.</param>
/// <param name="Results">What the page has.</param>
internal sealed record Page<T>(
    int Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Previous,
    IReadOnlyList<T> Results);
