using ChatMemory.Keys;
using ChatMemory.Load.Targets;
using ChatMemory.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ChatMemory.Load.Cluster;

/// <summary>The sessions of a cluster, called as an internal service calls them.</summary>
internal sealed class ClusterTarget(IHost client, TenantId tenant) : IChatTarget
{
    private readonly IChatMemoryHost _chat = client.Services.GetRequiredService<IChatMemoryHost>();

    public async Task<string?> SendAsync(UserMessage message, Action<string> onText, CancellationToken cancellationToken)
    {
        try
        {
            var session = _chat.Session(new(new(tenant, UserId.Parse(message.User)), SessionId.Parse(message.Session)));
            var outcome = await session.StartAsync(new() { Input = [new ChatItem.Message(ChatRole.User, message.Text)] }, cancellationToken);
            return outcome is StartOutcome.Accepted accepted
                ? await FollowAsync(session, accepted, onText, cancellationToken)
                : $"refused: {outcome.GetType().Name}";
        }
        catch (OverloadedException overload)
        {
            return $"overloaded: {overload.Limit}";
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return failure.GetType().Name;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await client.StopAsync();
        client.Dispose();
    }

    private static async Task<string?> FollowAsync(
        IChatSession session, StartOutcome.Accepted accepted, Action<string> onText, CancellationToken cancellationToken)
    {
        await foreach (var batch in session.FollowAsync(new(accepted.FirstEvent - 1, accepted.Exchange), cancellationToken))
        {
            foreach (var item in batch)
            {
                switch (item)
                {
                    case ChatEvent.TextDelta delta:
                        onText(delta.Text);
                        break;
                    case ChatEvent.EventsLost:
                        return "events lost";
                    case ChatEvent.ExchangeEnded { Status: ExchangeStatus.Completed }:
                        return null;
                    case ChatEvent.ExchangeEnded ended:
                        return $"{ended.Status.ToString().ToLowerInvariant()}: {ended.Reason?.Code}";
                }
            }
        }

        return "stream ended early";
    }
}
