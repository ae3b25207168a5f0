using ChatMemory.Api.Streaming;
using ChatMemory.Cluster;
using ChatMemory.Cluster.Nodes;
using Microsoft.Extensions.Options;

namespace ChatMemory.Silo;

/// <summary>
/// Stops a node without cutting answers: while it is still a member, running answers end here and every session moves to the other
/// nodes, and what clients follow through its API streams to its end. Readiness is false by then; the API goes on until this is done.
/// </summary>
internal sealed partial class NodeShutdown(
    StreamGate streams,
    IGrainFactory grains,
    IOptions<NodeOptions> options,
    TimeProvider time,
    ILogger<NodeShutdown> log,
    LocalSessions? sessions = null)
    : IHostedLifecycleService
{
    /// <summary>What the rest of stopping may take.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private readonly ILogger _log = log;

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(options.Value.ShutdownDelay, time, cancellationToken);
            await Task.WhenAll(HandOverAsync(cancellationToken), streams.DrainAsync(options.Value.ShutdownGrace, cancellationToken));
        }
        catch (Exception failure)
        {
            LogFailed(failure);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // A gateway has none.
    private async Task HandOverAsync(CancellationToken cancellationToken)
    {
        if (sessions is null)
            return;
        LogHandingOver(sessions.Count);
        await sessions.HandOverAsync(options.Value.ShutdownGrace).WaitAsync(cancellationToken);
        // Exchanges that waited in those sessions go on without waiting for a call.
        await grains.GetGrain<IOpenWorkGrain>(IOpenWorkGrain.Key).LookAsync().WaitAsync(cancellationToken);
    }

    [LoggerMessage(4301, LogLevel.Information, "The node stops and hands {Sessions} sessions over.")]
    private partial void LogHandingOver(int sessions);

    [LoggerMessage(4302, LogLevel.Warning, "Handing sessions over was cut short; the nodes that take them up end what was running.")]
    private partial void LogFailed(Exception failure);
}
