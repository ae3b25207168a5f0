using System.ComponentModel.DataAnnotations;
using ChatMemory.Recall.Shared;
using Microsoft.Extensions.Options;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>Qdrant as the index that large users share: <c>ChatMemory:Qdrant</c>. <see cref="Url"/> alone switches it on.</summary>
public sealed record QdrantOptions
{
    /// <summary>Where these settings stand in the configuration.</summary>
    public const string Section = "ChatMemory:Qdrant";

    /// <summary>Its gRPC address, as <c>http://qdrant:6334</c>, or <c>https://…</c> for TLS. Default null: every user is answered by their own index.</summary>
    public Uri? Url { get; init; }

    /// <summary>The API key; default none. Over plain http it can be read on the way.</summary>
    public string? ApiKey { get; init; }

    /// <summary>The SHA-256 thumbprint of the one server certificate to accept, for a certificate that no authority signed. Default null: the system's authorities.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>How the names of its collections begin: 1 to 64 of a–z, 0–9, - and _. Two clusters on one server need different ones. Default <c>chat-memory</c>.</summary>
    [RegularExpression("^[a-z0-9_-]{1,64}$")]
    public string CollectionPrefix { get; init; } = "chat-memory";

    /// <summary>How long one try of a write, a comparison or a deletion may take. Default 10 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a write, a comparison or a deletion is tried when the server is away or overloaded; a search is tried once. Default 3.</summary>
    [Range(1, 20)]
    public int Tries { get; init; } = 3;

    /// <summary>How long to wait before the second try; each further wait is twice as long. Default 200 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:30")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How many times more than wanted are fetched when the server cannot check a filter in full. Default 4.</summary>
    [Range(1, 50)]
    public int Overfetch { get; init; } = 4;

    /// <summary>How many times more than wanted are compared in 8 bits before the best are compared in full. Default 2.</summary>
    [Range(1.0, 20.0)]
    public double Oversampling { get; init; } = 2;

    /// <summary>How many copies a new collection has on a server of several nodes; every one confirms a write. Default 1.</summary>
    [Range(1, 10)]
    public int Replicas { get; init; } = 1;

    /// <summary>How users' writers use it.</summary>
    [ValidateObjectMembers]
    public SharedRecallOptions Users { get; init; } = new();
}
