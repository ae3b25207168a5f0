using ChatMemory.Journals;

namespace ChatMemory.Memories;

/// <summary>
/// Holds one write to the limits of its user and its tenant. What it takes of the tenant's room it gives back when it is disposed of, unless the
/// write is known to be stored.
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="tenant">The tenant's count; null without limits for tenants.</param>
/// <param name="now">When the write began; its day is the one that counts.</param>
internal sealed class Admission(MemoryOptions options, TenantCount? tenant, DateTimeOffset now) : IDisposable
{
    private readonly DateOnly _today = DateOnly.FromDateTime(now.UtcDateTime);
    private MemoryLoad _taken;

    /// <summary>Refuses what adds memories where there can be none, before a journal is made for it.</summary>
    /// <exception cref="OverloadedException">There is no room for a single memory.</exception>
    public void RequireRoom() => tenant?.Require(new(1, 1), now);

    /// <summary>Whether what a caller does keeps to the limits.</summary>
    /// <exception cref="OverloadedException">It does not.</exception>
    public Decision<TOutcome> OfCaller<TOutcome>(Decision<TOutcome> decision, UserMemory state, JournalTally tally)
    {
        var written = decision.Events.Count(happened => happened is MemoryEvent.Added or MemoryEvent.Updated);
        if (written > 0 && options.DailyWritesPerUser > 0 && tally.WrittenOn(_today) + written > options.DailyWritesPerUser)
            throw Refusals.EndOfDay(nameof(MemoryOptions.DailyWritesPerUser), now);
        return Admit(decision, state, written) with { Written = (_today, written) };
    }

    /// <summary>Whether what is learned keeps to the limits.</summary>
    /// <exception cref="OverloadedException">It does not.</exception>
    public Decision<TOutcome> OfLearning<TOutcome>(Decision<TOutcome> decision, UserMemory state) => Admit(decision, state, written: 0);

    /// <summary>What was admitted is stored.</summary>
    public void Keep() => Settle(isStored: true);

    public void Dispose()
    {
        if (_taken == default)
            return;
        Settle(isStored: false);
        // It may be stored all the same.
        tenant?.Doubt();
    }

    private Decision<TOutcome> Admit<TOutcome>(Decision<TOutcome> decision, UserMemory state, int written)
    {
        Settle(isStored: false);
        var added = decision.Events.Count(happened => happened is MemoryEvent.Added);
        if (added > 0 && state.Count + added > options.MaxPerUser)
            throw Refusals.Full(nameof(MemoryOptions.MaxPerUser));
        var load = new MemoryLoad(added, written);
        tenant?.Take(load, now);
        _taken = load;
        return decision;
    }

    private void Settle(bool isStored)
    {
        tenant?.Settle(_taken, isStored);
        _taken = default;
    }
}
