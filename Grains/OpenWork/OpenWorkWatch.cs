using Microsoft.Extensions.Logging;

namespace ChatMemory.Cluster.OpenWork;

/// <summary>Starts the search for open work with the first node, and has it look at once when a node dies.</summary>
internal sealed partial class OpenWorkWatch(IGrainFactory grains, ISiloStatusOracle silos, ILogger<OpenWorkWatch> log)
    : ILifecycleParticipant<ISiloLifecycle>, ISiloStatusListener
{
    private readonly ILogger _log = log;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(OpenWorkWatch), ServiceLifecycleStage.Active, StartAsync, StopAsync);

    public void SiloStatusChangeNotification(SiloAddress updatedSilo, SiloStatus status)
    {
        if (status == SiloStatus.Dead)
            _ = TellAsync(watcher => watcher.LookAsync());
    }

    private Task StartAsync(CancellationToken cancellationToken)
    {
        silos.SubscribeToSiloStatusEvents(this);
        _ = TellAsync(watcher => watcher.EnsureRunningAsync());
        return Task.CompletedTask;
    }

    private Task StopAsync(CancellationToken cancellationToken)
    {
        silos.UnSubscribeFromSiloStatusEvents(this);
        return Task.CompletedTask;
    }

    // Whoever does not get through is one of several, and there is a next time.
    private async Task TellAsync(Func<IOpenWorkGrain, Task> tell)
    {
        try
        {
            await tell(grains.GetGrain<IOpenWorkGrain>(IOpenWorkGrain.Key));
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogNotTold(failure);
        }
    }

    [LoggerMessage(4203, LogLevel.Information, "The search for open work could not be told of a change; it looks by itself.")]
    private partial void LogNotTold(Exception failure);
}
