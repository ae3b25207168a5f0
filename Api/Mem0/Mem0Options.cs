using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Api.Mem0;

/// <summary>How Mem0's wire is served. Section <c>ChatMemory:Mem0</c>.</summary>
public sealed record Mem0Options
{
    /// <summary>The section these are bound from.</summary>
    public const string Section = "ChatMemory:Mem0";

    /// <summary>How many users one request may look through; a filter that leaves more open is refused. Default 1,000.</summary>
    [Range(1, 100_000)]
    public int MaxUsers { get; init; } = 1_000;

    /// <summary>How long one search may take; what was found by then is returned. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan SearchBudget { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Whether the turns that are kept word for word are listed and found besides the facts. Default false.</summary>
    public bool IncludeTurns { get; init; }

    /// <summary>How often is looked for what webhooks are to be told. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan WebhookEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a webhook's receiver may take to answer. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often an event is sent to a webhook that does not take it, with pauses of 5 s, 10 s, 20 s … an hour, before it is given up. Default 12.</summary>
    [Range(1, 1_000)]
    public int WebhookTries { get; init; } = 12;

    /// <summary>Whether webhooks may lead to addresses of this machine and its network. Default false.</summary>
    public bool AllowPrivateWebhooks { get; init; }
}
