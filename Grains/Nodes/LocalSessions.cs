using System.Collections.Concurrent;
using ChatMemory.Cluster.Sessions;

namespace ChatMemory.Cluster.Nodes;

/// <summary>The sessions that are alive on this node, so that a stopping node can hand them over.</summary>
public sealed class LocalSessions
{
    private readonly ConcurrentDictionary<ChatSessionGrain, bool> _sessions = new(ReferenceEqualityComparer.Instance);
    private volatile bool _isStopping;

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
    /// <exception cref="NodeStoppingException">The node takes no more sessions.</exception>
    internal void Enter(ChatSessionGrain session)
    {
        _sessions[session] = true;
        if (!_isStopping)
            return;
        Leave(session);
        throw new NodeStoppingException();
    }

    internal void Leave(ChatSessionGrain session) => _sessions.TryRemove(session, out _);
}
