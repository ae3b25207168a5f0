using System.Collections.Concurrent;
using ChatMemory.Cluster.Sessions;

namespace ChatMemory.Cluster.Nodes;

/// <summary>The sessions that are alive on this node, so that a stopping node can hand them over.</summary>
/// <param name="silos">Knows the other nodes.</param>
public sealed class LocalSessions(ISiloStatusOracle silos)
{
    private readonly ConcurrentDictionary<ChatSessionGrain, bool> _sessions = new(ReferenceEqualityComparer.Instance);
    private volatile bool _isStopping;
    private uint _moved;

    /// <summary>How many are alive here.</summary>
    public int Count => _sessions.Count;

    /// <summary>Whether the node takes no more sessions.</summary>
    public bool IsStopping => _isStopping;

    /// <summary>
    /// Takes no more sessions, lets running answers end for a while, and moves every session to the other nodes; what has not ended
    /// by then is cut as incomplete.
    /// </summary>
    /// <param name="grace">How long.</param>
    public Task HandOverAsync(TimeSpan grace)
    {
        _isStopping = true;
        return Task.WhenAll(_sessions.Keys.Select(session => session.HandOverAsync(grace)));
    }

    /// <summary>Counts a session as alive here.</summary>
    /// <returns>False when the node is stopping and the session must move on.</returns>
    internal bool Enter(ChatSessionGrain session)
    {
        _sessions[session] = true;
        return !_isStopping;
    }

    /// <summary>Another node that lives, one after the other in turn; null when there is none.</summary>
    internal SiloAddress? Elsewhere()
    {
        SiloAddress[] others = [.. silos.GetApproximateSiloStatuses(onlyActive: true).Keys.Where(silo => !silo.Equals(silos.SiloAddress))];
        return others.Length > 0 ? others[Interlocked.Increment(ref _moved) % (uint)others.Length] : null;
    }

    internal void Leave(ChatSessionGrain session) => _sessions.TryRemove(session, out _);
}
