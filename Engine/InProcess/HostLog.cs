using Microsoft.Extensions.Logging;

namespace ChatMemory.InProcess;

/// <summary>What the host logs: never text, ids or keys.</summary>
internal static partial class HostLog
{
    [LoggerMessage(200, LogLevel.Warning, "Taking up the open work of a session or user failed; it is tried again.")]
    public static partial void WakingFailed(ILogger log, Exception failure);

    [LoggerMessage(201, LogLevel.Error, "Looking for open work failed; it is tried again.")]
    public static partial void SweepFailed(ILogger log, Exception failure);

    [LoggerMessage(202, LogLevel.Error, "Stopping cut short what was still running; the next start takes it up.")]
    public static partial void StoppingFailed(ILogger log, Exception failure);
}
