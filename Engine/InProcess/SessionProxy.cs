using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.InProcess;

/// <summary>Leads the calls of one session into its mailbox.</summary>
internal sealed class SessionProxy(SessionKey key, Residents<SessionKey, ChatSessionActor> sessions) : IChatSession
{
    public Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.StartAsync(command, cancellationToken), cancellationToken);

    public Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.RecordAsync(command, cancellationToken), cancellationToken);

    public Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.SubmitToolResultsAsync(command, cancellationToken), cancellationToken);

    public Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        sessions.InterleaveAsync(key, it => it.CancelAsync(exchange, cancellationToken));

    public IAsyncEnumerable<IReadOnlyList<ChatEvent>> FollowAsync(FollowSession request, CancellationToken cancellationToken = default) =>
        sessions.FollowAsync(key, (it, token) => it.FollowAsync(request, token), cancellationToken);

    public Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken = default) =>
        sessions.InterleaveAsync(key, it => it.StatusAsync(cancellationToken));

    public Task<TranscriptPage?> TranscriptAsync(TranscriptQuery query, CancellationToken cancellationToken = default) =>
        sessions.InterleaveAsync(key, it => it.TranscriptAsync(query, cancellationToken));

    public Task<Exchange?> FindExchangeAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        sessions.InterleaveAsync(key, it => it.FindExchangeAsync(exchange, cancellationToken));

    public Task<RetryOutcome> RetryExtractionAsync(ExchangeId exchange, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.RetryExtractionAsync(exchange, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<PendingExtraction>> PendingExtractionsAsync(int limit, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.PendingExtractionsAsync(limit, cancellationToken), cancellationToken);

    public Task ReportExtractionAsync(ExtractionReport report, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(
            key,
            async it =>
            {
                await it.ReportExtractionAsync(report, cancellationToken);
                return true;
            },
            cancellationToken);

    public Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken = default) =>
        sessions.InterleaveAsync(key, it => it.SettledAsync(patience, cancellationToken));

    public Task<SessionStatus?> DescribeAsync(DescribeSession command, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.DescribeAsync(command, cancellationToken), cancellationToken);

    public Task<RemoveOutcome> RemoveAsync(RemoveExchange command, CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.RemoveAsync(command, cancellationToken), cancellationToken);

    public Task<bool> DeleteAsync(CancellationToken cancellationToken = default) =>
        sessions.CallAsync(key, it => it.DeleteAsync(cancellationToken), cancellationToken);
}
