namespace ChatMemory.Chaos;

/// <summary>What a run is to do.</summary>
internal sealed record ChaosOptions
{
    /// <summary>How many processes are killed by <c>kill -9</c>, with other faults between them. Default 20.</summary>
    public int Kills { get; init; } = 20;

    /// <summary>Instead of faults: how often each node in turn is stopped and started again under load. Default 0.</summary>
    public int Rolling { get; init; }

    /// <summary>Decides what happens in which order; the interleaving on the machine stays its own. Default: another each time.</summary>
    public int Seed { get; init; } = Random.Shared.Next();

    /// <summary>How many clients chat at the same time. Default 12.</summary>
    public int Clients { get; init; } = 12;

    /// <summary>Where the nodes' logs and the history go. Default: a temporary folder, which stays when something was violated.</summary>
    public string? Folder { get; init; }
}
