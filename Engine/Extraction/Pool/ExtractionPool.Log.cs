using Microsoft.Extensions.Logging;

namespace ChatMemory.Extraction.Pool;

internal sealed partial class ExtractionPool
{
    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "Extraction of a session broke off and will be repeated: {Reason}")]
    private static partial void SessionFailed(ILogger logger, string reason);
}

internal sealed partial class OpenWorkSweep
{
    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The search for open extractions failed and will be repeated: {Reason}")]
    private static partial void SweepFailed(ILogger logger, string reason);
}
