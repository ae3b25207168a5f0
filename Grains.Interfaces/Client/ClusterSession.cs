using System.Runtime.CompilerServices;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Cluster.Client;

/// <summary>A session somewhere in the cluster. Its calls and followers outlive the node that answers them.</summary>
internal sealed class ClusterSession(IChatSession grain, PatientCalls calls) : IChatSession
{
    public Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.IdempotencyKey is not null
            ? calls.CallAsync(() => grain.StartAsync(command, cancellationToken), cancellationToken)
            : OnceAsync(key => grain.StartAsync(command with { IdempotencyKey = key }, cancellationToken), cancellationToken);
    }

    public Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.IdempotencyKey is not null
            ? calls.CallAsync(() => grain.RecordAsync(command, cancellationToken), cancellationToken)
            : OnceAsync(key => grain.RecordAsync(command with { IdempotencyKey = key }, cancellationToken), cancellationToken);
    }

    public Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.SubmitToolResultsAsync(command, cancellationToken), cancellationToken);

    public Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.CancelAsync(exchange, cancellationToken), cancellationToken);

    public async IAsyncEnumerable<IReadOnlyList<ChatEvent>> FollowAsync(
        FollowSession request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var following = new Following(grain, request, calls.NewFollowersPatience());
        try
        {
            while (await following.NextAsync(cancellationToken) is { } batch)
                yield return batch;
        }
        finally
        {
            await following.LeaveAsync();
        }
    }

    public Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.StatusAsync(cancellationToken), cancellationToken);

    public Task<TranscriptPage?> TranscriptAsync(TranscriptQuery query, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.TranscriptAsync(query, cancellationToken), cancellationToken);

    public Task<Exchange?> FindExchangeAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.FindExchangeAsync(exchange, cancellationToken), cancellationToken);

    public Task<RetryOutcome> RetryExtractionAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.RetryExtractionAsync(exchange, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<PendingExtraction>> PendingExtractionsAsync(int limit, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.PendingExtractionsAsync(limit, cancellationToken), cancellationToken);

    public Task ReportExtractionAsync(ExtractionReport report, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.ReportExtractionAsync(report, cancellationToken), cancellationToken);

    public Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken = default) =>
        calls.WaitAsync(slice => grain.SettledAsync(slice, cancellationToken), patience, cancellationToken);

    public Task<SessionStatus?> DescribeAsync(DescribeSession command, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.DescribeAsync(command, cancellationToken), cancellationToken);

    public Task<RemoveOutcome> RemoveAsync(RemoveExchange command, CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.RemoveAsync(command, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(CancellationToken cancellationToken = default) =>
        calls.CallAsync(() => grain.DeleteAsync(cancellationToken), cancellationToken);

    // A duplicate of a key that only this call knows is this call's own first try.
    private async Task<StartOutcome> OnceAsync(Func<string, Task<StartOutcome>> call, CancellationToken cancellationToken)
    {
        var key = calls.NewKey();
        var outcome = await calls.CallAsync(() => call(key), cancellationToken);
        return outcome is StartOutcome.Accepted accepted ? accepted with { Duplicate = false } : outcome;
    }
}
