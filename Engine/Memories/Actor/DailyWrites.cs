namespace ChatMemory.Memories;

/// <summary>
/// Counts what callers store and change in one user's memory on a day (UTC). It begins with what the memory itself says of the day, so that a
/// writer that was loaded anew only misses what was deleted meanwhile.
/// </summary>
internal sealed class DailyWrites(MemoryOptions options)
{
    private DateTime _day;
    private int _count;

    /// <summary>Whether a decision keeps to the limit.</summary>
    /// <exception cref="OverloadedException">It does not.</exception>
    public Decision<TOutcome> Within<TOutcome>(Decision<TOutcome> decision, UserMemory state, DateTimeOffset now)
    {
        if (options.DailyWritesPerUser == 0 || Writes(decision.Events) is not (> 0 and var writes))
            return decision;
        Begin(state, now.UtcDateTime.Date);
        return _count + writes <= options.DailyWritesPerUser
            ? decision
            : throw new OverloadedException($"{MemoryOptions.Section}:{nameof(MemoryOptions.DailyWritesPerUser)}", _day.AddDays(1) - now.UtcDateTime);
    }

    /// <summary>Counts what was decided and has become true.</summary>
    public void Add(IReadOnlyList<MemoryEvent> events) => _count += Writes(events);

    private static int Writes(IReadOnlyList<MemoryEvent> events) => events.Count(happened => happened is MemoryEvent.Added or MemoryEvent.Updated);

    private void Begin(UserMemory state, DateTime today)
    {
        if (_day == today)
            return;
        _day = today;
        _count = state.All.Count(memory => memory.Provenance.Exchange is null && memory.UpdatedAt.UtcDateTime.Date == today);
    }
}
