using ChatMemory.Sessions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Chat;

/// <summary>Waits for an exchange on behalf of a caller that wants the whole answer.</summary>
internal sealed class ExchangeWait(IOptions<ApiOptions> options, TimeProvider time)
{
    /// <summary>Waits until the exchange has ended or needs tool results.</summary>
    /// <returns>False when the longest wait was over first.</returns>
    public async Task<bool> UntilItRestsAsync(IChatSession session, StartOutcome.Accepted accepted, CancellationToken cancellationToken)
    {
        using var longest = new CancellationTokenSource(options.Value.MaxWait, time);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(longest.Token, cancellationToken);
        try
        {
            await foreach (var batch in session.FollowAsync(new(accepted.FirstEvent - 1, accepted.Exchange), ends.Token))
            {
                if (batch.Any(item => item is ChatEvent.ExchangeEnded or ChatEvent.ToolResultsAwaited or ChatEvent.SessionDeleted))
                    return true;
            }

            return true;
        }
        catch (OperationCanceledException) when (longest.IsCancellationRequested)
        {
            return false;
        }
    }
}
