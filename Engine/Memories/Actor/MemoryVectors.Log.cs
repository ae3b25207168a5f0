using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

internal sealed partial class MemoryVectors
{
    [LoggerMessage(2121, LogLevel.Warning, "Memories could not be embedded and are found by words only until the next try.")]
    private static partial void LogGivenUp(ILogger logger, Exception exception);

    [LoggerMessage(2122, LogLevel.Warning, "The embedding model refuses a memory's text; it is found by words only.")]
    private static partial void LogRefused(ILogger logger);
}
