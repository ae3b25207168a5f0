namespace ChatMemory.Journals;

/// <summary>What the journals did, counted where it happens.</summary>
internal sealed class JournalCounters
{
    private long _transactions;
    private long _writes;
    private long _failures;

    public long Transactions => Interlocked.Read(ref _transactions);

    public long Writes => Interlocked.Read(ref _writes);

    public long Failures => Interlocked.Read(ref _failures);

    public void Committed(int writes)
    {
        Interlocked.Increment(ref _transactions);
        Interlocked.Add(ref _writes, writes);
        JournalMetrics.Committed(writes);
    }

    public void Failed()
    {
        Interlocked.Increment(ref _failures);
        JournalMetrics.Failed();
    }
}
