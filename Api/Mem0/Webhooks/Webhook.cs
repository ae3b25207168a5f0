using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>A registered webhook as it is kept.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Url">Where events are sent.</param>
/// <param name="EventTypes">Which.</param>
/// <param name="Secret">What signs them.</param>
/// <param name="CreatedAt">What happened before is not sent.</param>
/// <param name="UpdatedAt">When it was last changed.</param>
internal sealed record Webhook(
    string Id, string Name, string Url, IReadOnlyList<string> EventTypes, string Secret, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The types that may be asked for. Categories are the caller's own here, and there are no jobs: those events never come.</summary>
    public static IReadOnlyList<string> KnownTypes { get; } =
        ["memory_add", "memory_update", "memory_delete", "memory_categorize", "ingest_job_completed", "ingest_job_failed"];

    public bool Wants(ChangeKind kind) => EventTypes.Contains(
        kind switch
        {
            ChangeKind.Added => "memory_add",
            ChangeKind.Updated => "memory_update",
            _ => "memory_delete",
        },
        StringComparer.Ordinal);
}

/// <summary>The webhooks of a tenant.</summary>
internal sealed record WebhookList(IReadOnlyList<Webhook> Webhooks);

/// <summary>How far a webhook was served: the number of the last record by the epoch of the journal. Says nothing of users.</summary>
internal sealed record WebhookProgress(Dictionary<long, long> Served);
