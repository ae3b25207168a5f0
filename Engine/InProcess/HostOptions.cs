using System.ComponentModel.DataAnnotations;

namespace ChatMemory.InProcess;

/// <summary>What bounds the one-process host. Configured under <c>ChatMemory:Host</c>.</summary>
public sealed record HostOptions
{
    /// <summary>The section it is read from.</summary>
    public const string Section = "ChatMemory:Host";

    /// <summary>How long a session, a user's memory or a stored value stays loaded after its last use; default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many sessions, how many users' memories and how many stored values are loaded at most; beyond it the idle ones go first. Default 20,000.</summary>
    [Range(1, 10_000_000)]
    public int MaxLoaded { get; init; } = 20_000;

    /// <summary>How many calls may be under way or wait for one session, user or stored value; more are refused. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxCalls { get; init; } = 1_000;

    /// <summary>How long running answers may go on when the server stops, before they are cut; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many sessions with open work are taken up at once; default 8.</summary>
    [Range(1, 1_000)]
    public int RecoveryConcurrency { get; init; } = 8;

    /// <summary>How often all sessions with open work are looked at, so that nothing waits for a call that never comes; default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromMinutes(5);
}
