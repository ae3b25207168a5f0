using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Api.Mem0.Histories;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>What is sent of a change: Mem0's body, signed as Standard Webhooks (https://www.standardwebhooks.com) say.</summary>
/// <param name="EventDetails">The change.</param>
internal sealed record WebhookMessage(WebhookEvent EventDetails)
{
    private const string SecretPrefix = "whsec_";

    public static byte[] Of(MemoryChange change) => JsonSerializer.SerializeToUtf8Bytes(
        new WebhookMessage(new WebhookEvent(change.Memory.ToString(), new(change.NewText), HistoryEndpoints.EventOf(change.Kind))), Mem0Json.Wire.WebhookMessage);

    /// <summary>The headers of a message. Whoever checks signature and time refuses what another sent or sends again; the id tells a repetition by ourselves.</summary>
    public static IReadOnlyDictionary<string, string> Headers(Webhook webhook, long epoch, long number, byte[] body, DateTimeOffset now)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"msg_{webhook.Id}_{epoch}_{number}");
        var timestamp = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var signature = HMACSHA256.HashData(Convert.FromBase64String(webhook.Secret[SecretPrefix.Length..]), signed);
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = timestamp,
            ["webhook-signature"] = $"v1,{Convert.ToBase64String(signature)}",
        };
    }
}

/// <summary>A change as a webhook's receiver reads it.</summary>
internal sealed record WebhookEvent(string Id, WebhookText Data, string Event);

/// <summary>The memory's text; null when it is deleted.</summary>
internal sealed record WebhookText([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Memory);
