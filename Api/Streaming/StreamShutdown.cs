using Microsoft.Extensions.Options;
using HostOptions = ChatMemory.InProcess.HostOptions;

namespace ChatMemory.Api.Streaming;

/// <summary>Lets the streams of a one-process server end before it ceases to listen: as long as they stream, their exchanges run on.</summary>
internal sealed class StreamShutdown(StreamGate streams, IOptions<HostOptions> options) : IHostedLifecycleService
{
    public Task StoppingAsync(CancellationToken cancellationToken) => streams.DrainAsync(options.Value.ShutdownGrace, cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
