using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

public sealed partial class UserMemoryActor
{
    [LoggerMessage(2141, LogLevel.Warning, "A question could not be embedded; it was answered by words only.")]
    private static partial void LogQuestionNotEmbedded(ILogger logger, Exception exception);
}
