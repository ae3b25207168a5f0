using Microsoft.Extensions.Logging;

namespace ChatMemory.Recall.Shared;

public sealed partial class SharedRecall
{
    [LoggerMessage(2201, LogLevel.Warning, "A user's memories could not be written to the shared index; they wait and are tried again.")]
    private static partial void LogNotWritten(ILogger logger, Exception exception);

    [LoggerMessage(2202, LogLevel.Warning, "The shared index did not answer in time; the user's own index answers meanwhile.")]
    private static partial void LogNotSearched(ILogger logger, Exception exception);

    [LoggerMessage(2203, LogLevel.Warning, "The shared index lacks memories of a user; they are compared and written again.")]
    private static partial void LogIncomplete(ILogger logger);
}
