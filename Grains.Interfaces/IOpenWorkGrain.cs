namespace ChatMemory.Cluster;

/// <summary>
/// The one that brings sessions with unfinished work back after their node died. A reminder keeps it alive: one for the whole
/// cluster, because the journals already say which sessions have open work, in the same transaction as the work itself.
/// </summary>
[Alias("chat-memory.open-work")]
public interface IOpenWorkGrain : IGrainWithStringKey
{
    /// <summary>The key of the only one.</summary>
    const string Key = "open-work";

    /// <summary>Sees to it that it is kept alive.</summary>
    Task EnsureRunningAsync();

    /// <summary>Looks for open work soon, because a node died.</summary>
    Task LookAsync();
}
