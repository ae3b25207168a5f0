namespace ChatMemory.Cluster;

/// <summary>The node that a call reached is stopping. Nothing of the call has happened; another node will take it.</summary>
public sealed class NodeStoppingException() : ChatMemoryException("The node is stopping.", isTransient: true);
