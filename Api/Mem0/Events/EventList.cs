using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.Mem0.Events;

/// <summary>The newest events of all whom a caller may see, at most <see cref="MaxEvents"/>.</summary>
internal sealed class EventList(IChatMemoryHost host, IJournalStore journals, MemoryReach reach, MemoryEvents events)
{
    public const int MaxEvents = 1_000;

    private const int SessionPage = 1_000;
    private const int TranscriptPage = 200;

    /// <summary>How many there are, and those of a page, newest first.</summary>
    public async Task<(int Total, IReadOnlyList<EventItem> Items)> PageAsync(Caller caller, int skip, int take, CancellationToken cancellationToken)
    {
        var newest = new List<(SessionKey Session, long Epoch, Exchange Exchange)>();
        foreach (var head in await SessionsAsync(caller, cancellationToken))
        {
            if (newest.Count >= MaxEvents)
                break;
            var key = new SessionKey(head.Key.Owner, head.Key.Session!.Value);
            var page = await host.Session(key).TranscriptAsync(new(TranscriptPage), cancellationToken);
            newest.AddRange((page?.Exchanges ?? []).Select(exchange => (key, head.Epoch, exchange)));
        }

        var all = newest.OrderByDescending(one => one.Exchange.StartedAt).Take(MaxEvents).ToList();
        var items = new List<EventItem>();
        foreach (var (session, epoch, exchange) in all.Skip(skip).Take(take))
            items.Add(await events.ShowAsync(session, exchange, EventIds.Of(epoch, exchange.Id), cancellationToken));
        return (all.Count, items);
    }

    private async Task<IEnumerable<JournalHead>> SessionsAsync(Caller caller, CancellationToken cancellationToken)
    {
        var heads = new List<JournalHead>();
        foreach (var of in await reach.OfAsync(caller, new Condition.All(), cancellationToken))
        {
            var page = await journals.ListSessionsAsync(of.Owner, SessionPage, cursor: null, cancellationToken);
            heads.AddRange(page.Heads.Where(head => head.Key.Session!.Value.Value.StartsWith(AddedSessions.Prefix, StringComparison.Ordinal)));
        }

        return heads.OrderByDescending(head => head.UpdatedAt);
    }
}
