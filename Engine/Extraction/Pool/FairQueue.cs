using System.Diagnostics.CodeAnalysis;
using ChatMemory.Keys;

namespace ChatMemory.Extraction.Pool;

/// <summary>
/// Sessions that wait for extraction, taken in turn: tenant by tenant, within a tenant user by user, within a user session by
/// session. A user whose session was taken rests until it is released. Every operation takes constant time. Not safe for concurrent use.
/// </summary>
/// <param name="limit">How many sessions may wait.</param>
internal sealed class FairQueue(int limit)
{
    private readonly Queue<TenantId> _turns = [];
    private readonly Dictionary<TenantId, Queue<UserKey>> _tenants = [];
    private readonly Dictionary<UserKey, Waiting> _users = [];
    private readonly HashSet<SessionKey> _sessions = [];

    /// <summary>How many sessions wait.</summary>
    public int Count => _sessions.Count;

    /// <summary>Puts a session at the end of its user's line unless it waits already.</summary>
    /// <returns>False when the queue is full and the session was not taken in.</returns>
    public bool TryAdd(SessionKey session)
    {
        if (_sessions.Contains(session))
            return true;
        if (_sessions.Count >= limit)
            return false;

        _sessions.Add(session);
        ExtractionMetrics.Queued();
        if (!_users.TryGetValue(session.Owner, out var user))
            _users[session.Owner] = user = new();
        user.Sessions.Enqueue(session);
        if (user is { Resting: false, Sessions.Count: 1 })
            GiveTurn(session.Owner);
        return true;
    }

    /// <summary>Takes the next session whose user does not rest; its user rests from now on.</summary>
    public bool TryTake([NotNullWhen(true)] out SessionKey? session)
    {
        session = null;
        if (!_turns.TryDequeue(out var tenant))
            return false;

        var line = _tenants[tenant];
        var user = _users[line.Dequeue()];
        if (line.Count > 0)
            _turns.Enqueue(tenant);
        else
            _tenants.Remove(tenant);

        user.Resting = true;
        var taken = user.Sessions.Dequeue();
        _sessions.Remove(taken);
        ExtractionMetrics.Taken();
        session = taken;
        return true;
    }

    /// <summary>Lets a user take turns again.</summary>
    public void Release(UserKey owner)
    {
        if (!_users.TryGetValue(owner, out var user) || !user.Resting)
            return;
        user.Resting = false;
        if (user.Sessions.Count == 0)
            _users.Remove(owner);
        else
            GiveTurn(owner);
    }

    private void GiveTurn(UserKey owner)
    {
        if (!_tenants.TryGetValue(owner.Tenant, out var line))
        {
            _tenants[owner.Tenant] = line = [];
            _turns.Enqueue(owner.Tenant);
        }

        line.Enqueue(owner);
    }

    private sealed class Waiting
    {
        public Queue<SessionKey> Sessions { get; } = [];

        public bool Resting { get; set; }
    }
}
