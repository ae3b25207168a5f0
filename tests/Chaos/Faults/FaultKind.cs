namespace ChatMemory.Chaos.Faults;

/// <summary>What is done to the cluster.</summary>
internal enum FaultKind
{
    /// <summary><c>kill -9</c> of a node; it comes back on the same ports.</summary>
    Kill,

    /// <summary><c>kill -9</c> of a node; it comes back on other ports, as a container does.</summary>
    KillAndMove,

    /// <summary><c>kill -9</c> of two nodes at once.</summary>
    KillTwo,

    /// <summary><c>kill -9</c> of all nodes at once.</summary>
    KillAll,

    /// <summary>A node stands still (<c>SIGSTOP</c>), is declared dead, and wakes up again.</summary>
    Hang,

    /// <summary>PostgreSQL stops in order and starts again.</summary>
    RestartDatabase,

    /// <summary>PostgreSQL crashes and starts again.</summary>
    CrashDatabase,

    /// <summary>All connections to PostgreSQL are cut.</summary>
    CutDatabase,

    /// <summary>All connections of clients are cut.</summary>
    CutClients,
}
