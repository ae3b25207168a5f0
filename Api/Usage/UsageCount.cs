namespace ChatMemory.Api.Usage;

/// <summary>What was asked of a server.</summary>
internal sealed class UsageCount
{
    /// <summary>How many requests came.</summary>
    public long Requests { get; set; }

    /// <summary>How many of them a quota refused.</summary>
    public long Refused { get; set; }

    /// <summary>How many tokens models read.</summary>
    public long InputTokens { get; set; }

    /// <summary>How many tokens models wrote.</summary>
    public long OutputTokens { get; set; }
}
