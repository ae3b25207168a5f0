using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Sessions;

/// <summary>What bounds a session. Configured under <c>ChatMemory:Sessions</c>.</summary>
public sealed record SessionOptions
{
    /// <summary>The section it is read from.</summary>
    public const string Section = "ChatMemory:Sessions";

    /// <summary>The most characters that any answer may be allowed, so that numbers shown before a crash can be skipped as a whole.</summary>
    public const int MostAnswerCharacters = 1 << 20;

    /// <summary>The most items that a caller may give as <see cref="StartExchange.Context"/>. Its length is bounded by what a request may have.</summary>
    public const int MostContextItems = 10_000;

    /// <summary>The instructions that the model gets when a caller gives none; default none.</summary>
    [MaxLength(64 * 1024)]
    public string Instructions { get; init; } = "";

    /// <summary>How long an exchange may take when its caller does not say; default 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that a caller may allow an exchange to take, waiting for its turn and for tools included; default 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan MaxDeadline { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How many exchanges may wait in one session; default 8.</summary>
    [Range(0, 1_000)]
    public int QueueLimit { get; init; } = 8;

    /// <summary>How many exchanges of one user may run at once on this host; 0 is no limit. Default 0.</summary>
    [Range(0, 1_000_000)]
    public int RunningPerUser { get; init; }

    /// <summary>How many exchanges of one tenant may run at once on this host; 0 is no limit. Default 0.</summary>
    [Range(0, 1_000_000)]
    public int RunningPerTenant { get; init; }

    /// <summary>How many items one exchange may be given, and how many tool results at once; default 64.</summary>
    [Range(1, 1_000)]
    public int MaxInputItems { get; init; } = 64;

    /// <summary>How long the texts given to one exchange may be together, in UTF-16 characters; default 262,144.</summary>
    [Range(1, 16 * 1024 * 1024)]
    public int MaxInputCharacters { get; init; } = 256 * 1024;

    /// <summary>How long an answer with its tool calls may become, in UTF-16 characters; default and most 1,048,576.</summary>
    [Range(1, MostAnswerCharacters)]
    public int MaxAnswerCharacters { get; init; } = MostAnswerCharacters;

    /// <summary>How many tokens of earlier exchanges the model is given; default 8,000.</summary>
    [Range(0, 10_000_000)]
    public int ContextTokens { get; init; } = 8_000;

    /// <summary>How many memories the model is given when the caller does not say; default 10.</summary>
    [Range(1, 1_000)]
    public int RecallLimit { get; init; } = 10;

    /// <summary>How many tokens of memories the model is given when the caller does not say; default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int RecallTokens { get; init; } = 1_000;

    /// <summary>How long an answer waits for recall; default 150 ms.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RecallBudget { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How long taking a completed exchange's turns into memory may last before it is left to a later try; default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan LearnPatience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How many may follow one session at a time; default 1,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxFollowers { get; init; } = 1_000;

    /// <summary>How often an append is tried when the journal does not answer, with waits of 50 ms, 200 ms, 800 ms …; default 4.</summary>
    [Range(1, 10)]
    public int AppendTries { get; init; } = 4;
}
