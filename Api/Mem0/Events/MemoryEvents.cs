using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Mem0.Events;

/// <summary>Tells what became of added messages from the exchange that they are: an event is nothing that is stored besides.</summary>
internal sealed class MemoryEvents(IChatMemoryHost host, MemoryPlaces places, AddedFacts facts)
{
    private const int TranscriptPage = 200;

    /// <summary>An event; null when the caller has none such.</summary>
    public async Task<EventItem?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken)
    {
        if (await places.JournalAsync(caller, id, cancellationToken) is not { Session: { } session } journal)
            return null;
        var key = new SessionKey(journal.Owner, session);
        return session.Value.StartsWith(AddedSessions.Prefix, StringComparison.Ordinal) && await ExchangeAsync(key, id, cancellationToken) is { } exchange
            ? await ShowAsync(key, exchange, id, cancellationToken)
            : null;
    }

    public async Task<EventItem> ShowAsync(SessionKey session, Exchange exchange, Guid id, CancellationToken cancellationToken)
    {
        var status = StatusOf(exchange.Extraction);
        return new()
        {
            Id = id.ToString("D"),
            Status = status,
            Payload = new(MessagesOf(exchange), Owners.NameOf(session.Owner)),
            Results = status == EventStatus.Succeeded ? await facts.OfAsync(session, exchange.Id, cancellationToken) : [],
            CreatedAt = exchange.StartedAt,
            StartedAt = exchange.StartedAt,
            UpdatedAt = exchange.EndedAt ?? exchange.StartedAt,
            CompletedAt = status == EventStatus.Succeeded ? exchange.EndedAt : null,
            Error = exchange.Extraction.Error,
        };
    }

    /// <summary>What was said in an exchange.</summary>
    public static IReadOnlyList<SpokenMessage> MessagesOf(Exchange exchange) =>
    [
        .. exchange.Input.Concat(exchange.Output).OfType<ChatItem.Message>()
            .Select(message => new SpokenMessage(message.Role.ToString().ToLowerInvariant(), message.Text)),
    ];

    // Newest first: an event is asked for soon after it began.
    private async Task<Exchange?> ExchangeAsync(SessionKey key, Guid id, CancellationToken cancellationToken)
    {
        var epoch = EpochUuid.EpochOf(id)!.Value;
        for (TranscriptPage? page = new([], HasMore: true); page is { HasMore: true };)
        {
            page = await host.Session(key).TranscriptAsync(new(TranscriptPage, Before: page.Exchanges.Count > 0 ? page.Exchanges[0].Id : null), cancellationToken);
            if (page?.Exchanges.FirstOrDefault(exchange => EventIds.Of(epoch, exchange.Id) == id) is { } found)
                return found;
        }

        return null;
    }

    private static string StatusOf(ExtractionState extraction) => extraction.Status switch
    {
        ExtractionStatus.Pending => extraction.Attempts == 0 ? EventStatus.Pending : EventStatus.Running,
        ExtractionStatus.Failed => EventStatus.Failed,
        _ => EventStatus.Succeeded,
    };
}
