using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace ChatMemory.Silo;

/// <summary>
/// Has a joining node wait until members that died a moment ago count as dead. Orleans looks once, when a node joins, which members
/// have been silent for too long; one that becomes so later keeps the node waiting for its answer for minutes. So it is after the
/// death of all nodes, when nobody is left to declare them dead.
/// </summary>
internal sealed partial class DeadMembers(
    IMembershipTable members, ILocalSiloDetails self, IOptions<ClusterMembershipOptions> options, TimeProvider time, ILogger<DeadMembers> log)
    : ILifecycleParticipant<ISiloLifecycle>
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ConnectPatience = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _silence = options.Value.IAmAliveTablePublishTimeout * options.Value.NumMissedTableIAmAliveLimit;
    private readonly ILogger _log = log;

    public void Participate(ISiloLifecycle observer) =>
        observer.Subscribe(nameof(DeadMembers), ServiceLifecycleStage.ValidateInitialConnectivity - 1, WaitAsync);

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        // A member that writes that it lives and yet cannot be reached is for Orleans to judge.
        for (var since = time.GetTimestamp(); time.GetElapsedTime(since) < 2 * _silence;)
        {
            var table = await members.ReadAll();
            if (!await AnyIsGoneAsync(table.Members.Select(member => member.Item1).Where(CountsAsAlive), cancellationToken))
                return;
            LogWaiting();
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    private bool CountsAsAlive(MembershipEntry member) =>
        member.Status == SiloStatus.Active
        && !member.SiloAddress.Endpoint.Equals(self.SiloAddress.Endpoint)
        && time.GetUtcNow().UtcDateTime - LastSign(member) <= _silence;

    private static DateTime LastSign(MembershipEntry member) =>
        member.StartTime > member.IAmAliveTime ? member.StartTime : member.IAmAliveTime;

    private static async Task<bool> AnyIsGoneAsync(IEnumerable<MembershipEntry> alive, CancellationToken cancellationToken)
    {
        var listening = await Task.WhenAll(alive.Select(member => ListensAsync(member.SiloAddress, cancellationToken)));
        return listening.Contains(false);
    }

    private static async Task<bool> ListensAsync(SiloAddress member, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ConnectPatience);
        try
        {
            await socket.ConnectAsync(member.Endpoint, patience.Token);
            return true;
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(4303, LogLevel.Information, "A member of the cluster does not listen; the node joins when it counts as dead.")]
    private partial void LogWaiting();
}
