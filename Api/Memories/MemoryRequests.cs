using System.Text.Json;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Api.Memories;

/// <summary>Asks for a page of memories.</summary>
internal sealed record QueryRequest : IValidated
{
    /// <summary>Which; without it all.</summary>
    public MemoryFilter? Filter { get; init; }

    /// <summary>How many at most, 1 to 1,000; default 100.</summary>
    public int Limit { get; init; } = 100;

    /// <summary>The <c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Whether superseded ones are shown.</summary>
    public bool IncludeEnded { get; init; }

    /// <summary>Whether expired ones are shown.</summary>
    public bool IncludeExpired { get; init; }

    public void Validate(Errors errors) => errors.Range(Limit, 1, 1_000, "limit");

    public MemoryQuery ToQuery() => new(Filter, Limit, Cursor, IncludeEnded, IncludeExpired);
}

/// <summary>Changes a memory. What is left out stays as it is.</summary>
internal sealed record UpdateRequest : IValidated
{
    /// <summary>The new text.</summary>
    public string? Text { get; init; }

    /// <summary>The new metadata, replacing the old.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }

    /// <summary>The new kind.</summary>
    public MemoryKind? Kind { get; init; }

    /// <summary>The new categories, replacing the old.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>The new expiry.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whether the expiry is removed.</summary>
    public bool ClearExpiry { get; init; }

    /// <summary>Whether it is pinned.</summary>
    public bool? Pinned { get; init; }

    /// <summary>The change is refused when the memory has another version by now.</summary>
    public int? ExpectedVersion { get; init; }

    public void Validate(Errors errors)
    {
        errors.Length(Text, Memory.MaxTextLength, "text");
        errors.Require(!ClearExpiry || ExpiresAt is null, "clear_expiry", "Cannot be set together with expires_at.");
    }

    public UpdateMemory ToCommand(MemoryId memory) =>
        new(memory, Text, Metadata, Kind, Categories, ExpiresAt, ClearExpiry, Pinned, ExpectedVersion);
}

/// <summary>Deletes memories: those named or those that a filter means.</summary>
internal sealed record DeleteRequest : IValidated
{
    /// <summary>These, 1 to 1,000.</summary>
    public IReadOnlyList<MemoryId>? Ids { get; init; }

    /// <summary>Those that match, superseded and expired ones included; an empty filter means all.</summary>
    public MemoryFilter? Filter { get; init; }

    /// <summary>Whether those that they superseded go as well, and so on back.</summary>
    public bool WithSuperseded { get; init; }

    public void Validate(Errors errors)
    {
        errors.Require(Ids is null != Filter is null, "ids", "Either ids or filter is expected.");
        errors.Count(Ids, 1, 1_000, "ids");
    }
}

/// <summary>What happened to a memory.</summary>
/// <param name="Changes">Oldest first.</param>
internal sealed record MemoryHistory(IReadOnlyList<MemoryChange> Changes);
