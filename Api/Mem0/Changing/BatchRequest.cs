namespace ChatMemory.Api.Mem0.Changing;

/// <summary>Changes or deletes many memories.</summary>
internal sealed record BatchRequest
{
    public IReadOnlyList<BatchItem>? Memories { get; init; }
}

/// <summary>One of them.</summary>
internal sealed record BatchItem
{
    public string? MemoryId { get; init; }

    public string? Text { get; init; }

    public System.Text.Json.JsonElement Metadata { get; init; }
}
