namespace ChatMemory.Silo;

/// <summary>What a process of the cluster does.</summary>
internal enum NodeRole
{
    /// <summary>It keeps sessions and users, and serves the API. The default.</summary>
    Node,

    /// <summary>It keeps sessions and users; of HTTP it has only its health.</summary>
    Silo,

    /// <summary>It serves the API and keeps nothing.</summary>
    Gateway,
}
