using Microsoft.Extensions.Logging;

namespace ChatMemory.Journals.Writing;

internal sealed partial class GroupCommit
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(3001, LogLevel.Error, "A journal transaction of {Writes} writes failed")]
    private partial void LogFailed(int writes, Exception error);

    [LoggerMessage(3002, LogLevel.Warning, "A journal transaction of {Writes} writes failed and is tried again one by one")]
    private partial void LogSplit(int writes, Exception error);

    [LoggerMessage(3003, LogLevel.Information, "The journals' database answers again")]
    private partial void LogBack();

    [LoggerMessage(3004, LogLevel.Warning, "Readers keep erased bytes in the write-ahead log; it is tried on")]
    private partial void LogScrubLate();
}
