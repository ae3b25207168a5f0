using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace ChatMemory.Silo;

/// <summary>This node: <c>ChatMemory:Node</c>.</summary>
internal sealed record NodeOptions : IValidatableObject
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ChatMemory:Node";

    /// <summary>The node's name in logs and in the table of members. Default: the machine's name and the port.</summary>
    [StringLength(150)]
    public string? Name { get; init; }

    /// <summary>The IP address at which the other nodes reach this one. Default <c>127.0.0.1</c>: a cluster on one machine.</summary>
    [Required]
    public string Address { get; init; } = "127.0.0.1";

    /// <summary>The port for the other nodes. Default 11111.</summary>
    [Range(1, 65_535)]
    public int Port { get; init; } = 11_111;

    /// <summary>The port for clients of the cluster. Default 30000.</summary>
    [Range(1, 65_535)]
    public int GatewayPort { get; init; } = 30_000;

    /// <summary>Whether both ports are opened on every address of the machine, as a container needs. Default false.</summary>
    public bool ListenOnAny { get; init; }

    /// <summary>How often the nodes ask each other whether they live, and how long an answer may take. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.2", "00:01:00")]
    public TimeSpan ProbeEvery { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After how many unanswered questions a node counts as dead. More bears longer pauses, fewer finds death sooner. Default 2.</summary>
    [Range(1, 100)]
    public int MissedProbes { get; init; } = 2;

    /// <summary>How many nodes must agree that one is dead. Default 1: in a small cluster the others may be dead too.</summary>
    [Range(1, 10)]
    public int DeathVotes { get; init; } = 1;

    /// <summary>
    /// How often a node writes into the table that it lives. One that has not for three times as long does not keep a new node from
    /// joining: what a restart after the death of all nodes waits for. Default 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan AliveEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a session or a user's memory stays loaded after its last use; at least 1 minute. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:01:01", "1.00:00:00")]
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many calls may wait for one session or one user; more are refused. Default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxCalls { get; init; } = 1_000;

    /// <summary>When calls of gateways and other clients are refused. Calls through the node's own API are not.</summary>
    [ValidateObjectMembers]
    public SheddingOptions ShedAbove { get; init; } = new();

    /// <summary>How long a stopping node goes on as before, so that load balancers see that it is not ready. Default 0 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ShutdownDelay { get; init; }

    /// <summary>How long running answers may go on when the node stops, before they are cut. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
            yield return new($"{Section}:Address is no IP address: '{Address}'. Set the one at which the other nodes reach this one.", [nameof(Address)]);
        if (Port == GatewayPort)
            yield return new($"{Section}:Port and {Section}:GatewayPort are both {Port}. Give each its own.", [nameof(GatewayPort)]);
    }
}
