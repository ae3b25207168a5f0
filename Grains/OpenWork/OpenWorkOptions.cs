using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Cluster.OpenWork;

/// <summary>How the cluster looks for work that a dead node left: <c>ChatMemory:OpenWork</c>.</summary>
public sealed record OpenWorkOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ChatMemory:OpenWork";

    /// <summary>How often the journals are searched; the death of a node has them searched at once. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Work that changed more recently than this is under way and left alone. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan RestingFor { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many sessions are woken at once. Default 16.</summary>
    [Range(1, 1_000)]
    public int Concurrency { get; init; } = 16;
}
