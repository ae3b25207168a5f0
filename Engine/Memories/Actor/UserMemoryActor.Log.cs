using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

public sealed partial class UserMemoryActor
{
    [LoggerMessage(2141, LogLevel.Warning, "A question could not be embedded; it was answered by words only.")]
    private static partial void LogQuestionNotEmbedded(ILogger logger, Exception exception);

    [LoggerMessage(2143, LogLevel.Warning, "It could not be read which models a user's stored vectors are of; those of the present one are used.")]
    private static partial void LogModelsNotRead(ILogger logger, Exception exception);

    [LoggerMessage(2142, LogLevel.Warning, "A recall could not be reranked; it keeps its first order.")]
    private static partial void LogNotReranked(ILogger logger, Exception exception);
}
