namespace ChatMemory.Sessions;

/// <content>The outbox: what is still to be learned from completed exchanges.</content>
internal sealed partial class ChatSession
{
    public SessionDecision<bool> Report(ExtractionReport report, DateTimeOffset now)
    {
        if (PlaceOf(report.Exchange) is not { } place || !_pending.Contains(place))
            return new(false);
        return new(true,
        [
            report switch
            {
                { Error: null } => new SessionEvent.ExtractionSettled(place, report.Changed),
                { Final: true } => new SessionEvent.ExtractionFailed(place, report.Error),
                _ => new SessionEvent.ExtractionTried(place, report.Error, now + (report.RetryAfter ?? TimeSpan.Zero)),
            },
        ]);
    }

    public SessionDecision<RetryOutcome> Retry(Keys.ExchangeId id)
    {
        if (PlaceOf(id) is not { } place)
            return new(RetryOutcome.NotFound);
        return _exchanges[place].View().Extraction.Status == ExtractionStatus.Failed
            ? new(RetryOutcome.Requeued, [new SessionEvent.ExtractionRequested(place)])
            : new(RetryOutcome.NotFailed);
    }

    private void ApplyExtraction(ExchangeState exchange, SessionEvent.OfExchange record)
    {
        var before = exchange.Facts.Extraction;
        var after = record switch
        {
            SessionEvent.ExtractionRequested => new(ExtractionStatus.Pending),
            SessionEvent.ExtractionTried tried => before with { Attempts = before.Attempts + 1, Error = tried.Error },
            SessionEvent.ExtractionSettled settled =>
                new(ExtractionStatus.Settled, before.Attempts + 1, Changed: settled.Changed),
            SessionEvent.ExtractionFailed failed => new(ExtractionStatus.Failed, before.Attempts + 1, failed.Error),
            _ => before,
        };
        exchange.Facts = exchange.Facts with { Extraction = after };
        exchange.RetryAt = (record as SessionEvent.ExtractionTried)?.RetryAt;

        _pending.Remove(record.N);
        if (after.Status == ExtractionStatus.Pending)
            _pending.Insert(~_pending.BinarySearch(record.N), record.N);
    }
}
