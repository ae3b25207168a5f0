using ChatMemory.Keys;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Quotas;

/// <summary>The quotas of requests, as far as there are any.</summary>
internal sealed class RequestQuotas(IOptions<QuotaOptions> options, TimeProvider time)
{
    private const string TenantLimit = $"{QuotaOptions.Section}:{nameof(QuotaOptions.RequestsPerTenant)}";
    private const string UserLimit = $"{QuotaOptions.Section}:{nameof(QuotaOptions.RequestsPerUser)}";
    private const string TrackedLimit = $"{QuotaOptions.Section}:{nameof(QuotaOptions.TrackedUsers)}";

    private readonly RateCounters<TenantId>? _tenants = options.Value.RequestsPerTenant is > 0 and var limit
        ? new("tenant", limit, TrackedLimit, options.Value.TrackedUsers, time)
        : null;

    private readonly RateCounters<UserKey>? _users = options.Value.RequestsPerUser is > 0 and var limit
        ? new("user", limit, TrackedLimit, options.Value.TrackedUsers, time)
        : null;

    /// <summary>Counts a request of a tenant; null without a limit.</summary>
    public (QuotaLevel Level, string Setting)? Take(TenantId tenant) => _tenants is null ? null : (_tenants.Take(tenant), TenantLimit);

    /// <summary>Counts a request for a user; null without a limit.</summary>
    public (QuotaLevel Level, string Setting)? Take(UserKey user) => _users is null ? null : (_users.Take(user), UserLimit);
}
