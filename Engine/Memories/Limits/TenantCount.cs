using ChatMemory.Journals;

namespace ChatMemory.Memories;

/// <summary>
/// What one tenant's users hold and wrote today: the sum that the journals last gave, and what this process has taken since. What is on its way
/// to the journals counts as stored, so that writes at once do not pass the limit together. Safe for concurrent use.
/// </summary>
internal sealed class TenantCount(MemoryOptions options)
{
    private static readonly TimeSpan SumEvery = TimeSpan.FromSeconds(10);

    // One call takes no more than this.
    private const int MostOfACall = 1_000;

    private readonly Lock _gate = new();
    private DateOnly? _day;
    private DateTimeOffset _summedAt;
    private MemoryLoad _sum;
    private MemoryLoad _takenBeforeSum;
    private MemoryLoad _taken;
    private MemoryLoad _open;
    private bool _isDoubted;

    private MemoryLoad Load => _sum + (_taken - _takenBeforeSum);

    /// <summary>What is needed to begin a sum, when there must be one; null when what is known will do.</summary>
    public MemoryLoad? BeginSum(DateOnly today, DateTimeOffset now)
    {
        lock (_gate)
        {
            var isOld = now - _summedAt >= SumEvery || (_isDoubted && IsNear());
            if (_day == today && !isOld)
                return null;
            // The others go on with what is known; what was open now may or may not be in the sum, and counts until the next.
            (_summedAt, _isDoubted) = (now, _open != default);
            return _taken - _open;
        }
    }

    public void EndSum(MemoryLoad begun, JournalTally sum)
    {
        lock (_gate)
            (_day, _sum, _takenBeforeSum) = (sum.Day, new(sum.Held, sum.Written), begun);
    }

    /// <summary>Something became less than it is known here.</summary>
    public void Doubt()
    {
        lock (_gate)
            _isDoubted = true;
    }

    /// <summary>Takes room for a write.</summary>
    /// <exception cref="OverloadedException">There is not enough.</exception>
    public void Take(MemoryLoad load, DateTimeOffset now)
    {
        lock (_gate)
        {
            Require(load, now);
            _taken += load;
            _open += load;
        }
    }

    /// <summary>Whether there is room for a write.</summary>
    /// <exception cref="OverloadedException">There is not.</exception>
    public void Require(MemoryLoad load, DateTimeOffset now)
    {
        lock (_gate)
        {
            var after = Load + load;
            if (load.Held > 0 && options.MaxPerTenant > 0 && after.Held > options.MaxPerTenant)
                throw Refusals.Full(nameof(MemoryOptions.MaxPerTenant));
            if (load.Written > 0 && options.DailyWritesPerTenant > 0 && after.Written > options.DailyWritesPerTenant)
                throw Refusals.EndOfDay(nameof(MemoryOptions.DailyWritesPerTenant), now);
        }
    }

    /// <summary>Says what became of room that was taken.</summary>
    public void Settle(MemoryLoad load, bool isStored)
    {
        lock (_gate)
        {
            _open -= load;
            if (!isStored)
                _taken -= load;
        }
    }

    private bool IsNear() =>
        (options.MaxPerTenant > 0 && Load.Held + MostOfACall > options.MaxPerTenant)
        || (options.DailyWritesPerTenant > 0 && Load.Written + MostOfACall > options.DailyWritesPerTenant);
}
