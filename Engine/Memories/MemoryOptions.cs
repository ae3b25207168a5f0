using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Memories;

/// <summary>Settings of users' memories: <c>ChatMemory:Memories</c>.</summary>
public sealed record MemoryOptions
{
    /// <summary>Where these settings stand in the configuration.</summary>
    public const string Section = "ChatMemory:Memories";

    /// <summary>How many memories one user may have, superseded and expired ones included. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxPerUser { get; init; } = 100_000;

    /// <summary>How many memories callers may store or change for one user on one day (UTC); what is learned from exchanges is not counted. 0 is no limit. Default 0.</summary>
    [Range(0, 10_000_000)]
    public int DailyWritesPerUser { get; init; }

    /// <summary>How many memories all users of one tenant may have together, superseded and expired ones included. 0 is no limit. Default 0.</summary>
    [Range(0, 1_000_000_000)]
    public int MaxPerTenant { get; init; }

    /// <summary>How many memories callers may store or change for all users of one tenant on one day (UTC); what is learned from exchanges is not counted. 0 is no limit. Default 0.</summary>
    [Range(0, 1_000_000_000)]
    public int DailyWritesPerTenant { get; init; }

    /// <summary>How many texts go to the embedding model in one call. Default 64.</summary>
    [Range(1, 2_048)]
    public int EmbeddingBatch { get; init; } = 64;

    /// <summary>How long one call of the embedding model may take in the background. Default 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan EmbeddingTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a failing embedding call is tried before the next write or wait takes it up again. Default 6.</summary>
    [Range(1, 100)]
    public int EmbeddingTries { get; init; } = 6;

    /// <summary>How long to wait before the second try; each further wait is twice as long, at most a minute. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan EmbeddingBackoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How many users' vectors are built anew at once after a change of the embedding model; the others wait in order and answer by their old ones. Default 2.
    /// </summary>
    [Range(1, 1_000)]
    public int RebuildsAtOnce { get; init; } = 2;

    /// <summary>With more memories than this, a search runs beside the user's other calls instead of between them. Default 2,000.</summary>
    [Range(0, int.MaxValue)]
    public int SearchAsideAbove { get; init; } = 2_000;

    /// <summary>
    /// How many bytes of new records there must be before a snapshot is written, at least; it is also at least as many as the last
    /// snapshot had, so that snapshots never cost more than the records did. Default 65,536.
    /// </summary>
    [Range(1_024, int.MaxValue)]
    public int SnapshotBytes { get; init; } = 65_536;
}
