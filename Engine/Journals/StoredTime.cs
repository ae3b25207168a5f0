namespace ChatMemory.Journals;

/// <summary>Times as both databases keep them: microseconds since 1970, UTC.</summary>
internal static class StoredTime
{
    public static long Write(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Read(long stored) => DateTimeOffset.UnixEpoch.AddTicks(stored * TimeSpan.TicksPerMicrosecond);
}
