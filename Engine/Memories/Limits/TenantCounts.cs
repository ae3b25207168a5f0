using System.Collections.Concurrent;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>
/// What the tenants' users hold and wrote today, as far as there are limits for tenants: summed up from the journals every ten seconds and counted
/// in between. Alone, a process is exact; a node of a cluster learns what the others stored with its next sum.
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="journals">Know what every user holds.</param>
/// <param name="time">The clock.</param>
public sealed class TenantCounts(MemoryOptions options, IJournalStore journals, TimeProvider time)
{
    // As many as there are tenants with a credential.
    private readonly ConcurrentDictionary<TenantId, TenantCount> _counts = new();

    private bool IsLimited => options.MaxPerTenant > 0 || options.DailyWritesPerTenant > 0;

    /// <summary>A tenant's count, not older than it may be; null without limits.</summary>
    internal async ValueTask<TenantCount?> FindAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        if (!IsLimited)
            return null;
        var count = _counts.GetOrAdd(tenant, _ => new(options));
        var now = time.GetUtcNow();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        if (count.BeginSum(today, now) is { } begun)
            await SumAsync(tenant, today, count, begun, cancellationToken);
        return count;
    }

    /// <summary>A user of the tenant holds less than before.</summary>
    internal void Doubt(TenantId tenant)
    {
        if (_counts.TryGetValue(tenant, out var count))
            count.Doubt();
    }

    private async Task SumAsync(TenantId tenant, DateOnly today, TenantCount count, MemoryLoad begun, CancellationToken cancellationToken)
    {
        try
        {
            count.EndSum(begun, await journals.SumTalliesAsync(tenant, today, cancellationToken));
        }
        catch
        {
            count.Doubt();
            throw;
        }
    }
}
