namespace ChatMemory;

/// <summary>What a host asks of an actor that it keeps loaded.</summary>
public interface IResident
{
    /// <summary>Whether it can be let go: nothing runs, nobody waits for it, and nothing is lost that its journal has not.</summary>
    bool IsIdle { get; }

    /// <summary>The host stops: what runs may end by itself for a while, then it is cut in a way that the next start understands.</summary>
    /// <param name="grace">How long.</param>
    Task StopAsync(TimeSpan grace);
}
