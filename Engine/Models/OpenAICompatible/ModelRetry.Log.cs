using Microsoft.Extensions.Logging;

namespace ChatMemory.Models.OpenAICompatible;

internal sealed partial class ModelRetry
{
    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "A model request failed ({Code}); retry {Retry} follows in {Milliseconds} ms.")]
    private partial void LogRetry(int retry, string code, long milliseconds);
}
