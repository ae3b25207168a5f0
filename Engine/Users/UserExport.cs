using System.Runtime.CompilerServices;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Users;

/// <summary>Reads out everything that is kept of a user.</summary>
/// <param name="host">Leads to the sessions and the memory.</param>
/// <param name="journals">Knows which sessions there are.</param>
public sealed class UserExport(IChatMemoryHost host, IJournalStore journals)
{
    private const int SessionPage = 100;
    private const int ExchangePage = 100;
    private const int MemoryPageSize = 200;

    /// <summary>The user's sessions with their exchanges, then the memories with their histories; read in pages, never all at once.</summary>
    public async IAsyncEnumerable<ExportRecord> ReadAsync(
        UserKey user, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var page = await journals.ListSessionsAsync(user, SessionPage, cursor, cancellationToken);
            foreach (var head in page.Heads)
            {
                await foreach (var record in ReadSessionAsync(new(user, head.Key.Session!.Value), cancellationToken))
                    yield return record;
            }

            cursor = page.Next;
        }
        while (cursor is not null);

        await foreach (var record in ReadMemoriesAsync(host.User(user), cancellationToken))
            yield return record;
    }

    private async IAsyncEnumerable<ExportRecord> ReadSessionAsync(
        SessionKey key, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var session = host.Session(key);
        if (await session.StatusAsync(cancellationToken) is not { } status)
            yield break;
        yield return new ExportRecord.Session(status);

        // Read from the newest backwards, because the oldest has no name to begin at.
        for (TranscriptPage? page = new([], HasMore: true); page is { HasMore: true };)
        {
            page = await session.TranscriptAsync(new(ExchangePage, Before: page.Exchanges.Count > 0 ? page.Exchanges[0].Id : null), cancellationToken);
            foreach (var exchange in page?.Exchanges.Reverse() ?? [])
                yield return new ExportRecord.Exchange(key.Session, exchange);
        }
    }

    private static async IAsyncEnumerable<ExportRecord> ReadMemoriesAsync(
        IUserMemory memory, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var query = new MemoryQuery(Limit: MemoryPageSize, Cursor: cursor, IncludeEnded: true, IncludeExpired: true);
            var page = await memory.ListAsync(query, cancellationToken);
            foreach (var one in page.Memories)
            {
                yield return new ExportRecord.Memory(one);
                foreach (var change in await memory.HistoryAsync(one.Id, cancellationToken) ?? [])
                    yield return new ExportRecord.Change(change);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }
}
