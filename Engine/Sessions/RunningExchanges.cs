using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>
/// Counts the turns of models that run on a host, by user and by tenant. Only the beginning of an exchange is refused: what was accepted
/// before, and waits in its session or goes on after tool calls, runs in any case. Safe for concurrent use.
/// </summary>
/// <param name="options">The limits.</param>
internal sealed class RunningExchanges(SessionOptions options)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<UserKey, int> _byUser = [];
    private readonly Dictionary<TenantId, int> _byTenant = [];

    /// <summary>Why no further exchange may begin; null when one may, which then has a place.</summary>
    public OverloadedException? TryEnter(UserKey owner, out IDisposable? place)
    {
        lock (_gate)
        {
            var full = IsFull(_byUser, owner, options.RunningPerUser) ? nameof(SessionOptions.RunningPerUser)
                : IsFull(_byTenant, owner.Tenant, options.RunningPerTenant) ? nameof(SessionOptions.RunningPerTenant)
                : null;
            place = full is null ? EnterWithinGate(owner) : null;
            return full is null ? null : new($"{SessionOptions.Section}:{full}", RetryAfter);
        }
    }

    /// <summary>A place whatever the limits are.</summary>
    public IDisposable Enter(UserKey owner)
    {
        lock (_gate)
            return EnterWithinGate(owner);
    }

    private static bool IsFull<TKey>(Dictionary<TKey, int> running, TKey key, int limit)
        where TKey : notnull => limit > 0 && running.GetValueOrDefault(key) >= limit;

    private static void Change<TKey>(Dictionary<TKey, int> running, TKey key, int by)
        where TKey : notnull
    {
        var count = running.GetValueOrDefault(key) + by;
        if (count > 0)
            running[key] = count;
        else
            running.Remove(key);
    }

    private Place EnterWithinGate(UserKey owner)
    {
        Change(_byUser, owner, 1);
        Change(_byTenant, owner.Tenant, 1);
        return new(this, owner);
    }

    private void Leave(UserKey owner)
    {
        lock (_gate)
        {
            Change(_byUser, owner, -1);
            Change(_byTenant, owner.Tenant, -1);
        }
    }

    private sealed class Place(RunningExchanges running, UserKey owner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
                running.Leave(owner);
        }
    }
}
