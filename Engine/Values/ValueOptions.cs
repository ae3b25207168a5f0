using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Values;

/// <summary>What bounds stored values: <c>ChatMemory:Values</c>.</summary>
public sealed record ValueOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "ChatMemory:Values";

    /// <summary>How large a value's JSON may be, in bytes of UTF-8. Default 1,048,576 (1 MiB).</summary>
    [Range(1, 16_777_216)]
    public int MaxBytes { get; init; } = 1 << 20;

    /// <summary>How many items a list may have. Default 10,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxItems { get; init; } = 10_000;

    /// <summary>How often what has expired is deleted from storage; it is not seen any more before that. Default 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CollectEvery { get; init; } = TimeSpan.FromMinutes(1);
}
