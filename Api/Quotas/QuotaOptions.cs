using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Api.Quotas;

/// <summary>How much a tenant and a user may ask of this server: <c>ChatMemory:Quotas</c>. Each node of a cluster counts for itself.</summary>
public sealed record QuotaOptions
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "ChatMemory:Quotas";

    /// <summary>How many requests a minute one tenant may send to this server, on all wires together; 0 is no limit. Default 0.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerTenant { get; init; }

    /// <summary>How many requests a minute may be sent to this server for one user, on all wires together; 0 is no limit. Default 0.</summary>
    [Range(0, 10_000_000)]
    public int RequestsPerUser { get; init; }

    /// <summary>How many users are counted apart. Requests for further ones are refused while a limit holds, and counted together in the usage. Default 100,000.</summary>
    [Range(1, 10_000_000)]
    public int TrackedUsers { get; init; } = 100_000;
}
