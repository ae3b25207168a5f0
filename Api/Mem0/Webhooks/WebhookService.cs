using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Stored;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Values;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>Looks again and again which journals of tenants with webhooks have grown. Of several servers one does so for each tenant.</summary>
internal sealed partial class WebhookService(
    KeyRing keys, WebhookRegister register, WebhookDelivery delivery, Mem0Values values, IJournalStore journals, IOptions<Mem0Options> options, TimeProvider time,
    ILogger<WebhookService> log) : BackgroundService
{
    private const string LeaseName = "webhook-lease";
    private const int PageSize = 1_000;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Dictionary<TenantId, (string Version, DateTimeOffset Until)> _held = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.WebhookEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var tenant in keys.Tenants)
                await ServeAsync(tenant, stoppingToken);
        }
    }

    /// <summary>Leaves the place to another server at once.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var (tenant, (version, _)) in _held)
            await values.Of(tenant, LeaseName).DeleteAsync(new(version), cancellationToken);
    }

    private async Task ServeAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        try
        {
            if (await register.ListAsync(tenant, cancellationToken) is not { Count: > 0 } webhooks || !await HoldsLeaseAsync(tenant, cancellationToken))
                return;
            var heads = await HeadsAsync(tenant, cancellationToken);
            await Task.WhenAll(webhooks.Select(webhook => delivery.ServeAsync(tenant, webhook, heads, cancellationToken)));
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(failure);
        }
    }

    private async Task<IReadOnlyList<JournalHead>> HeadsAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var heads = new List<JournalHead>();
        IReadOnlyList<UserId> page = [];
        do
        {
            page = await journals.ListUsersAsync(tenant, PageSize, page.Count > 0 ? page[^1] : null, cancellationToken);
            foreach (var user in page)
            {
                if (await journals.FindAsync(JournalKey.Of(new UserKey(tenant, user)), cancellationToken) is { } head)
                    heads.Add(head);
            }
        }
        while (page.Count == PageSize);
        return heads;
    }

    private async Task<bool> HoldsLeaseAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var held = _held.GetValueOrDefault(tenant);
        if (held.Until - time.GetUtcNow() > Lease / 2)
            return true;
        var outcome = await values.Of(tenant, LeaseName).SetAsync(
            new("true", Lease, IfVersion: held.Version, IfAbsent: held.Version is null), cancellationToken);
        if (outcome.Status == WriteStatus.Done)
            _held[tenant] = (outcome.Version!, time.GetUtcNow() + Lease);
        else
            _held.Remove(tenant);
        return outcome.Status == WriteStatus.Done;
    }

    [LoggerMessage(3111, LogLevel.Warning, "Webhooks could not be served; they are tried again.")]
    private partial void LogFailed(Exception exception);
}
