using Microsoft.Extensions.Logging;

namespace ChatMemory.Models.Embeddings;

internal sealed partial class ConfiguredEmbeddingModels
{
    [LoggerMessage(1401, LogLevel.Information, "The embedding model is {Model} now. Each user's vectors are built anew behind the present ones, which answer until then.")]
    private static partial void LogChanged(ILogger logger, string model);

    [LoggerMessage(1402, LogLevel.Warning, "The changed settings of the models cannot be used; the embedding model stays.")]
    private static partial void LogNotUsable(ILogger logger, Exception exception);
}
