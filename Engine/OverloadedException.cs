namespace ChatMemory;

/// <summary>A bound was reached and the call was not begun. Nothing of it has happened.</summary>
/// <param name="limit">The whole name of the setting that sets the limit.</param>
/// <param name="retryAfter">When to try again.</param>
public sealed class OverloadedException(string limit, TimeSpan retryAfter)
    : ChatMemoryException($"The server is at its limit '{limit}'.", isTransient: true)
{
    /// <summary>The whole name of the setting that sets the limit, as <c>ChatMemory:Host:MaxCalls</c>.</summary>
    public string Limit { get; } = limit;

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
