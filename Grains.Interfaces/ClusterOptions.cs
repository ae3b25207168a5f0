using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Cluster;

/// <summary>What nodes and clients of a cluster must agree on, and how patient callers are: <c>ChatMemory:Cluster</c>.</summary>
public sealed record ClusterOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ChatMemory:Cluster";

    /// <summary>Names the cluster: the nodes that find each other. Default <c>chat-memory</c>.</summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ClusterId { get; init; } = "chat-memory";

    /// <summary>Names the data that the cluster keeps; the same across clusters that replace each other. Default <c>chat-memory</c>.</summary>
    [Required, StringLength(150, MinimumLength = 1)]
    public string ServiceId { get; init; } = "chat-memory";

    /// <summary>
    /// How to reach the PostgreSQL that holds the cluster's members, in Npgsql's form. A node without it takes
    /// <c>ChatMemory:Journals:ConnectionString</c>; a client must have it. No default.
    /// </summary>
    public string? ConnectionString { get; set; }

    /// <summary>How long a call to a node may take before it counts as lost. Shorter finds a dead node sooner. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:30")]
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a call is repeated while nodes die, stop or move; every repeated call has its effect once. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan RetryFor { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How often a client looks for nodes that came or went. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan GatewayRefresh { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Encrypts the connections between nodes, and between clients and nodes. Off unless a certificate is named.</summary>
    public ClusterTlsOptions Tls { get; init; } = new();

    /// <summary>The longest that one call waits for something to happen; longer waits are made of several calls.</summary>
    internal TimeSpan LongestWait => ResponseTimeout / 2;
}

/// <summary>TLS within the cluster: both sides of every connection show a certificate of the same authority.</summary>
public sealed record ClusterTlsOptions
{
    /// <summary>The certificate of this process with its private key: a PKCS#12 file, or a PEM file with both. Default none: no TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>The certificate's password, for PKCS#12. Default none.</summary>
    public string? Password { get; init; }

    /// <summary>A PEM file with the authority that must have signed the other side's certificate. Required with <see cref="Certificate"/>.</summary>
    public string? Authority { get; init; }

    /// <summary>The name that every node's certificate carries. Default <c>chat-memory</c>.</summary>
    [Required]
    public string HostName { get; init; } = "chat-memory";
}
