namespace ChatMemory.Cluster.Client;

/// <summary>A client may be started before the cluster: it tries until it is stopped.</summary>
internal sealed class ReconnectAlways(TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }
}
