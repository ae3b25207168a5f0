using ChatMemory.Api.Usage;
using ChatMemory.Keys;

namespace ChatMemory.Api.Quotas;

/// <summary>A request on its way through the quotas: first its tenant's, and its user's as soon as it is known who that is.</summary>
internal sealed class CountedRequest(TenantId tenant, RequestQuotas quotas, UsageLedger usage)
{
    private readonly List<QuotaLevel> _levels = new(2);
    private bool _isNamed;

    /// <summary>The quota that ends first; null when there is none.</summary>
    public QuotaLevel? Tightest => _levels.MinBy(level => (double)level.Remaining / level.Limit);

    public static CountedRequest Of(HttpContext context) =>
        context.Features.Get<CountedRequest>() ?? throw new InvalidOperationException("The endpoint does not ask for a credential.");

    /// <summary>Counts the request for its tenant.</summary>
    /// <exception cref="OverloadedException">The quota is used up.</exception>
    public void Begin()
    {
        usage.Count(tenant, it => it.Requests++);
        Check(quotas.Take(tenant), user: null);
    }

    /// <summary>Counts the request for its user. A request is for the first that is named; whatever else it names is not counted.</summary>
    /// <exception cref="OverloadedException">The quota is used up.</exception>
    public void For(UserKey user)
    {
        if (_isNamed)
            return;
        _isNamed = true;
        usage.Count(user, it => it.Requests++);
        Check(quotas.Take(user), user);
    }

    private void Check((QuotaLevel Level, string Setting)? taken, UserKey? user)
    {
        if (taken is not var (level, setting))
            return;
        _levels.Add(level);
        if (level.RetryAfter is not { } wait)
            return;
        usage.Count(tenant, it => it.Refused++);
        if (user is { } refused)
            usage.Count(refused, it => it.Refused++);
        throw new OverloadedException(setting, wait);
    }
}
