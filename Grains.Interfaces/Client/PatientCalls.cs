using ChatMemory.Keys;
using Orleans.Runtime.Messaging;

namespace ChatMemory.Cluster.Client;

/// <summary>
/// Repeats calls that a node's death, stop or move cut off, until <see cref="ClusterOptions.RetryFor"/> is over. It must only be
/// given calls whose effect does not grow by repeating.
/// </summary>
internal sealed class PatientCalls(ClusterOptions options, TimeProvider time, IIdSource ids)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan OverloadPause = TimeSpan.FromSeconds(1);

    /// <summary>A new idempotency key for a call that came without one, so that it can be repeated.</summary>
    public string NewKey() => ids.Next().ToString("N");

    public async Task<T> CallAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var patience = NewPatience();
        while (true)
        {
            try
            {
                return await call();
            }
            catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
            {
                await patience.BearAsync(failure, cancellationToken);
            }
        }
    }

    /// <summary>A call that must not be repeated: what cuts it off is told as a failure that may pass.</summary>
    public async Task<T> CallOnceAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            await new Patience(TimeSpan.Zero, time).BearAsync(failure, cancellationToken);
            throw;
        }
    }

    public Task CallAsync(Func<Task> call, CancellationToken cancellationToken) => CallAsync(
        async () =>
        {
            await call();
            return true;
        },
        cancellationToken);

    /// <summary>Waits in calls that are each short enough to be answered in time.</summary>
    public async Task<bool> WaitAsync(Func<TimeSpan, Task<bool>> wait, TimeSpan patience, CancellationToken cancellationToken)
    {
        for (var until = time.GetUtcNow() + patience; ;)
        {
            var left = until - time.GetUtcNow();
            var slice = left < TimeSpan.Zero ? TimeSpan.Zero : left < options.LongestWait ? left : options.LongestWait;
            if (await CallAsync(() => wait(slice), cancellationToken))
                return true;
            if (until <= time.GetUtcNow())
                return false;
        }
    }

    public Patience NewPatience() => new(options.RetryFor, time);

    /// <summary>For who follows what has begun: an overloaded node refuses that too, and it goes on when the node rests.</summary>
    public Patience NewFollowersPatience() => new(options.RetryFor, time, bearsOverload: true);

    /// <summary>What one call or one stream has borne so far.</summary>
    internal sealed class Patience(TimeSpan limit, TimeProvider time, bool bearsOverload = false)
    {
        private long _since = time.GetTimestamp();
        private TimeSpan _pause = FirstPause;

        /// <summary>Something went well: patience begins anew.</summary>
        public void Renew()
        {
            _since = time.GetTimestamp();
            _pause = FirstPause;
        }

        /// <summary>Waits a little after a failure that passes.</summary>
        /// <exception cref="ChatMemoryException">It does not pass, or has not for too long.</exception>
        public async Task BearAsync(Exception failure, CancellationToken cancellationToken)
        {
            if (failure is GatewayTooBusyException && !bearsOverload)
                throw new OverloadedException("ChatMemory:Node:ShedAbove", OverloadPause);
            if (failure is LimitExceededException)
                throw new OverloadedException("ChatMemory:Node:MaxCalls", OverloadPause);
            // What Orleans says names grains, and their keys name users: only its kind goes on.
            if (!IsPassing(failure))
            {
                if (failure is OrleansException)
                    throw new ChatMemoryException($"A call within the cluster failed ({failure.GetType().Name}).");
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
            }

            if (time.GetElapsedTime(_since) + _pause > limit)
                throw new ChatMemoryException($"The cluster does not answer ({failure.GetType().Name}).", isTransient: true);
            await PauseAsync(cancellationToken);
        }

        public async Task PauseAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(_pause, time, cancellationToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
        }

        // Orleans' plain exceptions are what its directory throws while nodes come and go.
        private static bool IsPassing(Exception failure) =>
            failure.GetType() == typeof(OrleansException)
            || failure is GatewayTooBusyException or NodeStoppingException or OrleansMessageRejectionException or ConnectionFailedException
                or ClientNotAvailableException or EnumerationAbortedException or TimeoutException;
    }
}
