using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

/// <summary>Starts and stops the host with the process: takes up open work, lets go what is idle, and ends running answers in good order.</summary>
internal sealed class InProcessLifetime(
    InProcessHost host, IOptions<HostOptions> options, TimeProvider time, ILogger<InProcessLifetime> log) : BackgroundService
{
    private const int LooksPerIdleTime = 4;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await host.StopAsync().WaitAsync(cancellationToken);
        }
        catch (Exception failure)
        {
            HostLog.StoppingFailed(log, failure);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        EveryAsync(options.Value.SweepEvery, atOnce: true, () => host.RecoverAsync(stoppingToken), stoppingToken),
        EveryAsync(options.Value.IdleAfter / LooksPerIdleTime, atOnce: false, host.LetGoIdleAsync, stoppingToken));

    private async Task EveryAsync(TimeSpan period, bool atOnce, Func<Task> work, CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!atOnce)
                    await Task.Delay(period, time, stoppingToken);
                atOnce = false;
                await work();
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                HostLog.SweepFailed(log, failure);
            }
        }
    }
}
