using System.Text.Json;

namespace ChatMemory.Api.Mem0.Listing;

/// <summary>Asks for a page of memories.</summary>
internal sealed record ListRequest
{
    public JsonElement Filters { get; init; }

    public string? StartDate { get; init; }

    public string? EndDate { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    /// <summary>False shows superseded ones too.</summary>
    public bool? LatestOnly { get; init; }

    public bool? ShowExpired { get; init; }

    public string? Keywords { get; init; }

    public int? Page { get; init; }

    public int? PageSize { get; init; }
}
