namespace ChatMemory.Api.Problems;

/// <summary>Tells the limits that one caller reaches alone (429) from those that all callers share (503).</summary>
internal static class CallerLimits
{
    /// <summary>How many exchanges may wait in one session.</summary>
    public const string SessionQueue = "ChatMemory:Sessions:QueueLimit";

    private static readonly string[] Endings = [SessionQueue, "PerUser", "PerSession", "PerTenant", "MaxFollowers", "MaxCalls"];

    public static bool Includes(string limit) => Array.Exists(Endings, ending => limit.EndsWith(ending, StringComparison.Ordinal));
}
