using ChatMemory.Api.Credentials;
using ChatMemory.Api.Routing;
using ChatMemory.Journals;
using ChatMemory.Keys;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Usage;

/// <summary>What a tenant and its users ask of this server.</summary>
internal static class UsageEndpoints
{
    public static void MapUsage(this RouteGroupBuilder api) =>
        api.MapGet("/usage", ReadTenantAsync).Require(Permissions.Admin).WithTags("Usage").WithSummary("What the tenant and its users ask of this server today (UTC), and have stored.");

    public static void MapUserUsage(this RouteGroupBuilder user) =>
        user.MapGet("/usage", ReadUserAsync).Require(Permissions.Read).WithTags("Usage").WithSummary("What a user asks of this server today (UTC), and stores.");

    private static async Task<Ok<UsagePage>> ReadTenantAsync(
        Caller caller, [AsParameters] UsagePageRequest page, UsageLedger usage, IJournalStore journals, TimeProvider time, CancellationToken cancellationToken)
    {
        var stored = await journals.SumTalliesAsync(caller.Tenant, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime), cancellationToken);
        return TypedResults.Ok(usage.Read(
            caller.Tenant,
            new(stored.Held, stored.Written),
            page.Limit ?? UsagePageRequest.DefaultLimit,
            page.After is { } after ? UserId.Parse(after) : null));
    }

    private static async Task<Ok<OneUserUsage>> ReadUserAsync(
        Owner owner, UsageLedger usage, IChatMemoryHost host, CancellationToken cancellationToken)
    {
        var stored = await host.User(owner.Key).ListAsync(new(Limit: 1), cancellationToken);
        var (since, figures) = usage.Read(owner.Key);
        return TypedResults.Ok(new OneUserUsage(since, figures, stored.Total));
    }
}
