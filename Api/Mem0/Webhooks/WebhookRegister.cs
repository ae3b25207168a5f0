using System.Security.Cryptography;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Stored;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>Keeps the webhooks of each tenant.</summary>
internal sealed class WebhookRegister(Mem0Values values, IIdSource ids, TimeProvider time)
{
    /// <summary>The most webhooks of one tenant.</summary>
    public const int MaxWebhooks = 20;

    private const string Name = "webhooks";
    private const int SecretBytes = 32;

    public async Task<IReadOnlyList<Webhook>> ListAsync(TenantId tenant, CancellationToken cancellationToken) =>
        (await values.ReadAsync(tenant, Name, Mem0Json.Wire.WebhookList, cancellationToken))?.Webhooks ?? [];

    public async Task<Webhook> AddAsync(TenantId tenant, string name, string url, IReadOnlyList<string> types, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var added = new Webhook(ids.Next().ToString("D"), name, url, types, $"whsec_{Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes))}", now, now);
        await ChangeAsync(
            tenant,
            all => all.Count < MaxWebhooks ? [.. all, added] : throw new Mem0RequestException($"A project has at most {MaxWebhooks} webhooks."),
            cancellationToken);
        return added;
    }

    /// <summary>Changes one.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> ReplaceAsync(TenantId tenant, string id, Func<Webhook, Webhook> change, CancellationToken cancellationToken)
    {
        var found = false;
        await ChangeAsync(
            tenant,
            all =>
            {
                found = all.Any(webhook => webhook.Id == id);
                return found ? [.. all.Select(webhook => webhook.Id == id ? change(webhook) with { UpdatedAt = time.GetUtcNow() } : webhook)] : null;
            },
            cancellationToken);
        return found;
    }

    /// <summary>Removes one with what is known of its progress.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(TenantId tenant, string id, CancellationToken cancellationToken)
    {
        var found = false;
        await ChangeAsync(
            tenant,
            all =>
            {
                found = all.Any(webhook => webhook.Id == id);
                return found ? [.. all.Where(webhook => webhook.Id != id)] : null;
            },
            cancellationToken);
        if (found)
            await values.Of(tenant, ProgressOf(id)).DeleteAsync(new(), cancellationToken);
        return found;
    }

    public async Task<Dictionary<long, long>> ProgressAsync(TenantId tenant, string id, CancellationToken cancellationToken) =>
        (await values.ReadAsync(tenant, ProgressOf(id), Mem0Json.Wire.WebhookProgress, cancellationToken))?.Served ?? [];

    public Task SaveProgressAsync(TenantId tenant, string id, Dictionary<long, long> served, CancellationToken cancellationToken) =>
        values.ChangeAsync(tenant, ProgressOf(id), Mem0Json.Wire.WebhookProgress, _ => new(served), cancellationToken);

    private static string ProgressOf(string id) => $"webhook-progress-{id}";

    private Task<WebhookList?> ChangeAsync(TenantId tenant, Func<IReadOnlyList<Webhook>, IReadOnlyList<Webhook>?> change, CancellationToken cancellationToken) =>
        values.ChangeAsync(
            tenant, Name, Mem0Json.Wire.WebhookList, before => change(before?.Webhooks ?? []) is { } after ? new WebhookList(after) : null, cancellationToken);
}
