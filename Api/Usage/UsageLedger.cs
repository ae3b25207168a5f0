using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Api.Quotas;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Usage;

/// <summary>
/// Counts what tenants and users ask of this server on the current day (UTC). It is kept in memory: a restart begins anew, and every
/// node of a cluster has its own.
/// </summary>
internal sealed class UsageLedger(IOptions<QuotaOptions> options, TimeProvider time) : ITokenMeter
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TenantId, TenantUsage> _tenants = [];
    private DateTimeOffset _since = time.GetUtcNow();
    private int _users;

    public void Count(TenantId tenant, Action<UsageCount> count)
    {
        lock (_gate)
            count(Of(tenant).Total);
    }

    public void Count(UserKey user, Action<UsageCount> count)
    {
        lock (_gate)
        {
            var tenant = Of(user.Tenant);
            if (!tenant.Users.TryGetValue(user.User, out var own))
            {
                if (_users >= options.Value.TrackedUsers)
                {
                    count(tenant.Others);
                    return;
                }

                _users++;
                tenant.Users[user.User] = own = new();
            }

            count(own);
        }
    }

    /// <summary>Counts for the user and for the tenant; what is answered to nobody is the tenant's alone.</summary>
    public void Count(UserKey user, TokenUsage usage)
    {
        Count(user.Tenant, Add);
        if (!Anonymous.Is(user))
            Count(user, Add);

        void Add(UsageCount count)
        {
            count.InputTokens += usage.InputTokens;
            count.OutputTokens += usage.OutputTokens;
        }
    }

    /// <summary>A tenant's usage and that of its users after one, in the order of their ids.</summary>
    public UsagePage Read(TenantId tenant, StoredUsage stored, int limit, UserId? after)
    {
        lock (_gate)
        {
            var used = Of(tenant);
            var page = used.Users.Where(pair => after is not { } last || string.CompareOrdinal(pair.Key.Value, last.Value) > 0)
                .OrderBy(pair => pair.Key.Value, StringComparer.Ordinal).Take(limit + 1).ToList();
            return new(
                _since,
                UsageFigures.Of(used.Total),
                stored,
                [.. page.Take(limit).Select(pair => new UserUsage(pair.Key, UsageFigures.Of(pair.Value)))],
                UsageFigures.Of(used.Others),
                page.Count > limit ? page[limit - 1].Key : null);
        }
    }

    /// <summary>A user's usage, and since when.</summary>
    public (DateTimeOffset Since, UsageFigures Figures) Read(UserKey user)
    {
        lock (_gate)
        {
            var own = Of(user.Tenant).Users.GetValueOrDefault(user.User) ?? new();
            return (_since, UsageFigures.Of(own));
        }
    }

    private TenantUsage Of(TenantId tenant)
    {
        var now = time.GetUtcNow();
        if (now.UtcDateTime.Date != _since.UtcDateTime.Date)
        {
            _tenants.Clear();
            (_users, _since) = (0, new(now.UtcDateTime.Date, TimeSpan.Zero));
        }

        if (!_tenants.TryGetValue(tenant, out var usage))
            _tenants[tenant] = usage = new();
        return usage;
    }

    private sealed class TenantUsage
    {
        public UsageCount Total { get; } = new();

        public UsageCount Others { get; } = new();

        public Dictionary<UserId, UsageCount> Users { get; } = [];
    }
}
