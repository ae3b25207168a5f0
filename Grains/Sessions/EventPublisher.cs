using ChatMemory.Cluster.Wire;
using ChatMemory.Sessions;
using Microsoft.Extensions.Logging;
using Orleans.Streams;

namespace ChatMemory.Cluster.Sessions;

/// <summary>
/// Tells a session's stream what its followers see, as long as an answer runs. While one batch is on its way further events
/// gather and go as the next. Runs on its grain's scheduler.
/// </summary>
internal sealed partial class EventPublisher(ChatSessionActor session, IAsyncStream<ChatEventBatch> stream, ILogger log)
{
    private readonly ILogger _log = log;
    private bool _isRunning;
    private long _until;

    /// <summary>Publishes from an event on until nothing runs any more.</summary>
    public void EnsureRunning(long firstEvent)
    {
        _until = Math.Max(_until, firstEvent);
        if (_isRunning)
            return;
        _isRunning = true;
        _ = RunAsync(firstEvent - 1);
    }

    private async Task RunAsync(long after)
    {
        try
        {
            await foreach (var batch in session.FollowAsync(new(after)))
            {
                await PublishAsync(new(after, WireList.Of(batch)));
                after = batch[^1].Number;
                if (batch[^1] is ChatEvent.ExchangeEnded && await IsOverAsync() && after >= _until)
                    break;
            }
        }
        catch (ChatMemoryException failure)
        {
            LogStopped(failure);
        }
        finally
        {
            _isRunning = false;
        }
    }

    private async Task<bool> IsOverAsync() => await session.StatusAsync() is not { } status || (status.Running is null && status.Queued.Count == 0);

    // A subscriber finds what it did not get by the number that the next batch follows.
    private async Task PublishAsync(ChatEventBatch batch)
    {
        try
        {
            await stream.OnNextAsync(batch);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            LogLost(failure.GetType().Name);
        }
    }

    [LoggerMessage(4101, LogLevel.Warning, "A batch of chat events was not published ({Failure}); subscribers read it from the session.")]
    private partial void LogLost(string failure);

    [LoggerMessage(4102, LogLevel.Warning, "The chat events of an answer are published no further; subscribers read them from the session.")]
    private partial void LogStopped(Exception failure);
}
