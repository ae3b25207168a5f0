using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>
/// One conversation, as every host offers it. Calls of one session wait for each other, except
/// <see cref="CancelAsync"/>, <see cref="StatusAsync"/>, <see cref="TranscriptAsync"/>, <see cref="FindExchangeAsync"/>,
/// <see cref="SettledAsync"/> and <see cref="FollowAsync"/>, which run between the steps of the others.
/// </summary>
public interface IChatSession
{
    /// <summary>Begins an exchange, or finds the one that the same idempotency key began. Acknowledged when it is durable; the model runs on detached.</summary>
    Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken = default);

    /// <summary>Takes in an exchange that happened elsewhere as completed: it is kept, extracted and recalled like any other, without calling the model.</summary>
    Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken = default);

    /// <summary>Gives the results of tool calls that the running exchange waits for; when the last is there, the model goes on.</summary>
    Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken = default);

    /// <summary>Ends a queued or running exchange as cancelled. What has streamed so far is kept and teaches nothing.</summary>
    Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken = default);

    /// <summary>
    /// The numbered events after a number: those stored, then those to come, in order and without silence about a gap
    /// (<see cref="ChatEvent.EventsLost"/>). Ends after the followed exchange's last event, or never when the whole session is followed.
    /// </summary>
    IAsyncEnumerable<IReadOnlyList<ChatEvent>> FollowAsync(FollowSession request, CancellationToken cancellationToken = default);

    /// <summary>The session in a few figures, or null when it does not exist.</summary>
    Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken = default);

    /// <summary>A page of exchanges, or null when the session does not exist.</summary>
    Task<TranscriptPage?> TranscriptAsync(TranscriptQuery query, CancellationToken cancellationToken = default);

    /// <summary>One exchange, or null.</summary>
    Task<Exchange?> FindExchangeAsync(ExchangeId exchange, CancellationToken cancellationToken = default);

    /// <summary>Puts a failed extraction back into the outbox.</summary>
    Task<RetryOutcome> RetryExtractionAsync(ExchangeId exchange, CancellationToken cancellationToken = default);

    /// <summary>The completed exchanges whose extraction is due now, oldest first; for the extraction pool.</summary>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<PendingExtraction>> PendingExtractionsAsync(int limit, CancellationToken cancellationToken = default);

    /// <summary>Records how an extraction ended, or that a try failed; for the extraction pool. A second report of the same exchange changes nothing.</summary>
    Task ReportExtractionAsync(ExtractionReport report, CancellationToken cancellationToken = default);

    /// <summary>Waits until no extraction of this session is pending.</summary>
    /// <param name="patience">How long to wait at most; hosts in a cluster wait at most 20 s a call.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the patience ended first.</returns>
    Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken = default);

    /// <summary>Keeps what a caller says of the session.</summary>
    /// <returns>The session, or null when there is none of the epoch that was asked for.</returns>
    Task<SessionStatus?> DescribeAsync(DescribeSession command, CancellationToken cancellationToken = default);

    /// <summary>
    /// Deletes an ended exchange or one item of it, with its text; what was not learned from it yet is not learned any more, what was
    /// stays. An item leaves an empty message in its place, so that the others keep theirs.
    /// </summary>
    Task<RemoveOutcome> RemoveAsync(RemoveExchange command, CancellationToken cancellationToken = default);

    /// <summary>Deletes the session with its text. A running exchange is cut off; its followers get a last event.</summary>
    /// <returns>Whether there was one.</returns>
    Task<bool> DeleteAsync(CancellationToken cancellationToken = default);
}
