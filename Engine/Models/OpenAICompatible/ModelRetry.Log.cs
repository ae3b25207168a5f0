using Microsoft.Extensions.Logging;

namespace ChatMemory.Models.OpenAICompatible;

internal sealed partial class ModelRetry
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "A model request failed ({Code}); retry {Retry} follows in {Milliseconds} ms.")]
    private static partial void LogRetry(ILogger logger, int retry, string code, long milliseconds);

    private void LogRetry(int retry, string code, long milliseconds) => LogRetry(logger, retry, code, milliseconds);
}
