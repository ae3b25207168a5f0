using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Recall.Shared;

/// <summary>How users' writers use a shared index. Configured with the index itself.</summary>
public sealed record SharedRecallOptions
{
    /// <summary>
    /// A user with at least this many memories is kept in the shared index and answered by it; smaller ones are answered faster by their own.
    /// A user that shrinks below half of it is taken out again. Default 20,000. When it is raised, drop the collections: they are filled again.
    /// </summary>
    [Range(1, 10_000_000)]
    public int AnswerFrom { get; init; } = 20_000;

    /// <summary>How long a search may take there before the user's own index answers; never more than half of the recall's budget that is left. Default 60 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:00:10")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>How many memories may wait to be written there while it still answers; they are compared in the user's own index. Default 2,000.</summary>
    [Range(0, 1_000_000)]
    public int MaxWaiting { get; init; } = 2_000;

    /// <summary>How many memories go there in one call. Default 128.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; init; } = 128;

    /// <summary>How long to leave it alone after a failure; each further one in a row doubles that, up to <see cref="LongestBackoff"/>. Default 1 second.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan Backoff { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that it is left alone. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often what it has of an active user is compared with what it should have. Default 15 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "24:00:00")]
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromMinutes(15);
}
