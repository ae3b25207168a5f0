using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Extraction;

/// <summary>Which extractor finds the facts.</summary>
public enum ExtractorChoice
{
    /// <summary>The language model when one is configured, else the rules. The default.</summary>
    Auto,

    /// <summary>The built-in rules: offline, English.</summary>
    Rules,

    /// <summary>The language model.</summary>
    Model,

    /// <summary>None: the turns are kept word for word, no facts are drawn from them.</summary>
    Off,
}

/// <summary>Settings under <c>ChatMemory:Extraction</c>.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Where they stand in the configuration.</summary>
    public const string Section = "ChatMemory:Extraction";

    /// <summary>Which extractor finds the facts: <c>Auto</c>, <c>Rules</c>, <c>Model</c> or <c>Off</c>. Default <c>Auto</c>.</summary>
    [EnumDataType(typeof(ExtractorChoice))]
    public ExtractorChoice Extractor { get; init; } = ExtractorChoice.Auto;

    /// <summary>The name of the model that extracts; null takes the model client's default. Default null.</summary>
    public string? Model { get; init; }

    /// <summary>How many sessions are extracted at the same time on this host, 1 to 1,000. Default 50.</summary>
    [Range(1, 1_000)]
    public int Concurrency { get; init; } = 50;

    /// <summary>How many exchanges of a session go to the extractor in one call, 1 to 64. Default 8.</summary>
    [Range(1, 64)]
    public int Batch { get; init; } = 8;

    /// <summary>How many tries an exchange gets before it counts as failed, 1 to 100. Default 5.</summary>
    [Range(1, 100)]
    public int Tries { get; init; } = 5;

    /// <summary>How long the extractor may take for a batch. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:30:00")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the first retry waits; each further one waits twice as long. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan RetryBase { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest that a retry waits. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan RetryMaximum { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many sessions may wait in this host's queue; those beyond are found by the sweep. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int QueueLimit { get; init; } = 10_000;

    /// <summary>How often the journals are searched for sessions whose work was forgotten, as after a crash. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan SweepEvery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running extractions may go on when the host stops; the others are repeated after the next start. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The most tokens a language model may answer with for a batch. Default 4,000.</summary>
    [Range(64, 128_000)]
    public int MaxOutputTokens { get; init; } = 4_000;
}
