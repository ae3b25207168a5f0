using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

internal sealed partial class MemoryJournal
{
    [LoggerMessage(2101, LogLevel.Information, "Another writer of the same user's memory was faster (attempt {Attempt}).")]
    private static partial void LogFenceLost(ILogger logger, int attempt);

    [LoggerMessage(2102, LogLevel.Warning, "A snapshot could not be read; the journal is replayed from its beginning.")]
    private static partial void LogSnapshotUnreadable(ILogger logger, Exception exception);
}
