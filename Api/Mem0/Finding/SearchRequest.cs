using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatMemory.Api.Mem0.Finding;

/// <summary>Asks for the memories that fit a question best. <c>rerank</c> and <c>keyword_search</c> have no effect: both are always part of it.</summary>
internal sealed record SearchRequest
{
    public string? Query { get; init; }

    public JsonElement Filters { get; init; }

    /// <summary>Version 1 names entities here; the later ones refuse it.</summary>
    public string? UserId { get; init; }

    public string? AgentId { get; init; }

    public string? AppId { get; init; }

    public string? RunId { get; init; }

    public int? TopK { get; init; }

    public double? Threshold { get; init; }

    public bool? ShowExpired { get; init; }

    /// <summary>When the question is asked, for words such as "yesterday".</summary>
    public JsonElement ReferenceDate { get; init; }

    public IReadOnlyList<string>? Fields { get; init; }

    public IReadOnlyList<string>? Categories { get; init; }

    public JsonElement Metadata { get; init; }

    /// <summary>Version 1 only: <c>v1.1</c> answers with an object instead of a list.</summary>
    public string? OutputFormat { get; init; }

    /// <summary>Version 1 only: lists the newest that the filters mean, whatever the question.</summary>
    public bool? OnlyMetadataBasedSearch { get; init; }
}

/// <summary>What was found.</summary>
/// <param name="Results">Best first.</param>
/// <param name="Relations">Empty; only the first version has it.</param>
internal sealed record FoundAnswer(IReadOnlyList<JsonObject> Results, IReadOnlyList<string>? Relations = null);
