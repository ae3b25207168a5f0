using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>
/// Serves one webhook from the journals: what was not taken stays where it is and is sent again, in order within a user, until it is given up. How
/// far it came is kept, so a message is lost by no crash, and may come twice after one.
/// </summary>
internal sealed partial class WebhookDelivery(
    MemoryChangeLog changes, WebhookRegister register, WebhookClient client, IOptions<Mem0Options> options, TimeProvider time, ILogger<WebhookDelivery> log)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(1);

    private readonly Dictionary<string, (int Failures, DateTimeOffset Until)> _pauses = [];
    private readonly Lock _gate = new();

    /// <summary>Sends what happened since the last time.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="webhook">The webhook.</param>
    /// <param name="journals">The journals of the tenant's users.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task ServeAsync(TenantId tenant, Webhook webhook, IReadOnlyList<JournalHead> journals, CancellationToken cancellationToken)
    {
        if (PauseOf(webhook).Until > time.GetUtcNow())
            return;
        var served = await register.ProgressAsync(tenant, webhook.Id, cancellationToken);
        var goOn = true;
        foreach (var head in journals.Where(head => head.UpdatedAt >= webhook.CreatedAt && served.GetValueOrDefault(head.Epoch) < head.Sequence))
        {
            var before = served.GetValueOrDefault(head.Epoch);
            (var reached, goOn) = await ServeAsync(webhook, head, before, cancellationToken);
            if (reached > before)
            {
                served[head.Epoch] = reached;
                await register.SaveProgressAsync(tenant, webhook.Id, Known(served, journals), cancellationToken);
            }

            if (!goOn)
                break;
        }
    }

    private async Task<(long Reached, bool GoOn)> ServeAsync(Webhook webhook, JournalHead head, long after, CancellationToken cancellationToken)
    {
        var reached = after;
        await foreach (var (number, change) in changes.ReadAsync(head, after, cancellationToken))
        {
            if (change is not null && IsMeant(webhook, change) && !await SendAsync(webhook, head.Epoch, change, cancellationToken))
                return (reached, GoOn: false);
            reached = number;
        }

        return (reached, GoOn: true);
    }

    private bool IsMeant(Webhook webhook, MemoryChange change) =>
        change.At >= webhook.CreatedAt && webhook.Wants(change.Kind) && (options.Value.IncludeTurns || change.Cause.Source != Episodes.Source);

    private async Task<bool> SendAsync(Webhook webhook, long epoch, MemoryChange change, CancellationToken cancellationToken)
    {
        var body = WebhookMessage.Of(change);
        if (await client.SendAsync(webhook.Url, body, WebhookMessage.Headers(webhook, epoch, change.Number, body, time.GetUtcNow()), cancellationToken))
        {
            SetPause(webhook, failures: 0);
            return true;
        }

        var failures = PauseOf(webhook).Failures + 1;
        if (failures < options.Value.WebhookTries)
        {
            SetPause(webhook, failures);
            return false;
        }

        LogGivenUp(failures);
        SetPause(webhook, failures: 0);
        return true;
    }

    // Journals that are no more are forgotten.
    private static Dictionary<long, long> Known(Dictionary<long, long> served, IReadOnlyList<JournalHead> journals) =>
        journals.Where(head => served.ContainsKey(head.Epoch)).ToDictionary(head => head.Epoch, head => served[head.Epoch]);

    private (int Failures, DateTimeOffset Until) PauseOf(Webhook webhook)
    {
        lock (_gate)
            return _pauses.GetValueOrDefault(webhook.Id);
    }

    private void SetPause(Webhook webhook, int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Max(0, failures - 1));
        lock (_gate)
        {
            if (failures == 0)
                _pauses.Remove(webhook.Id);
            else
                _pauses[webhook.Id] = (failures, time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause));
        }
    }

    [LoggerMessage(3101, LogLevel.Warning, "A webhook did not take an event in {Tries} tries; the event is given up.")]
    private partial void LogGivenUp(int tries);
}
