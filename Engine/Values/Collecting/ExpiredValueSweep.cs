using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Values.Collecting;

/// <summary>Collects expired values as long as the process runs.</summary>
internal sealed partial class ExpiredValueSweep(
    ExpiredValues values, IOptions<ValueOptions> options, TimeProvider time, ILogger<ExpiredValueSweep> log) : BackgroundService
{
    private readonly ILogger _log = log;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(options.Value.CollectEvery, time, stoppingToken);
                await values.CollectAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (ChatMemoryException failure)
            {
                LogFailed(failure);
            }
        }
    }

    [LoggerMessage(3301, LogLevel.Warning, "Deleting expired values failed; it is tried again.")]
    private partial void LogFailed(Exception failure);
}
