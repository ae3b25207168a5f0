using Microsoft.Extensions.Logging;

namespace ChatMemory.Sessions;

/// <summary>What sessions log: never text, ids or keys.</summary>
internal static partial class SessionLog
{
    [LoggerMessage(100, LogLevel.Warning, "Asking the model ended with {Code}.")]
    public static partial void ModelFailed(ILogger log, string code, Exception failure);

    [LoggerMessage(101, LogLevel.Warning, "Recall failed; the answer goes on without memories.")]
    public static partial void RecallFailed(ILogger log, Exception failure);

    [LoggerMessage(102, LogLevel.Warning, "Taking an exchange's turns into memory failed; it is tried again before its extraction settles.")]
    public static partial void LearningFailed(ILogger log, Exception failure);

    [LoggerMessage(103, LogLevel.Warning, "A session lost its journal to another writer, or was deleted elsewhere. It starts over from the journal.")]
    public static partial void FenceLost(ILogger log);

    [LoggerMessage(104, LogLevel.Error, "A running answer could not be stored and was ended.")]
    public static partial void Unstored(ILogger log, Exception failure);

    [LoggerMessage(105, LogLevel.Warning, "A session's snapshot was not written; the journal has everything.")]
    public static partial void SnapshotFailed(ILogger log, Exception failure);

    [LoggerMessage(106, LogLevel.Error, "A session could not act on its deadlines; the next call does.")]
    public static partial void WakingFailed(ILogger log, Exception failure);

    [LoggerMessage(107, LogLevel.Information, "After a restart a session cut the answer that was in progress.")]
    public static partial void Recovered(ILogger log);
}
