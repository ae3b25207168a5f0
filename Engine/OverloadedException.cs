namespace ChatMemory;

/// <summary>A bound was reached and the call was not begun. Nothing of it has happened.</summary>
/// <param name="limit">The name of the limit as the README's table lists it.</param>
/// <param name="retryAfter">When to try again.</param>
public sealed class OverloadedException(string limit, TimeSpan retryAfter)
    : ChatMemoryException($"The server is at its limit '{limit}'.", isTransient: true)
{
    /// <summary>The name of the limit as the README's table lists it.</summary>
    public string Limit { get; } = limit;

    /// <summary>When to try again.</summary>
    public TimeSpan RetryAfter { get; } = retryAfter;
}
