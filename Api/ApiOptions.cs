using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Api;

/// <summary>What the HTTP side allows. Section <c>ChatMemory:Api</c>.</summary>
public sealed record ApiOptions
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "ChatMemory:Api";

    /// <summary>The largest request body in bytes. Default 4,194,304 (4 MiB).</summary>
    [Range(1_024, 1_073_741_824)]
    public long MaxBodyBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most connections open at once; further ones are closed. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; init; } = 20_000;

    /// <summary>The most event streams open at once on this server; further ones get 503. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreams { get; init; } = 10_000;

    /// <summary>The most event streams open at once for one user; further ones get 429. Default 64.</summary>
    [Range(1, 1_000_000)]
    public int MaxStreamsPerUser { get; init; } = 64;

    /// <summary>How often a silent event stream sends <c>ping</c>. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest that a request waits for an exchange's end or for <c>settle</c>. Default 2 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The longest life of a user token. Default 1 day.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan MaxTokenLife { get; init; } = TimeSpan.FromDays(1);
}
