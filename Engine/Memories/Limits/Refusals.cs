namespace ChatMemory.Memories;

/// <summary>How a write beyond a limit is refused.</summary>
internal static class Refusals
{
    public static OverloadedException Full(string setting) => new($"{MemoryOptions.Section}:{setting}", TimeSpan.FromHours(1));

    public static OverloadedException EndOfDay(string setting, DateTimeOffset now) =>
        new($"{MemoryOptions.Section}:{setting}", now.UtcDateTime.Date.AddDays(1) - now.UtcDateTime);
}
