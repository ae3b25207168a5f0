using ChatMemory.Chaos.Cluster;
using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos.Clients;

/// <summary>Reads over the API what the server has of some users, after all of it has settled.</summary>
internal sealed class FinalStateReader(IReadOnlyList<Node> nodes, Recorder history)
{
    // Small, so that even in a short run pages are turned.
    private const int PageSize = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongAnswer = TimeSpan.FromSeconds(60);

    private readonly Door _door = new(nodes, home: 0, history);

    public async Task<FinalState> ReadAsync(IEnumerable<string> users)
    {
        var (exchanges, memories) = (new List<StoredExchange>(), new List<StoredMemory>());
        foreach (var user in users)
        {
            await SettleAsync(user);
            await foreach (var session in SessionsAsync(user))
                await AddExchangesAsync(user, session, exchanges);
            await AddMemoriesAsync(user, memories);
        }

        return new(exchanges, memories);
    }

    private async Task SettleAsync(string user)
    {
        for (var until = DateTimeOffset.UtcNow + Patience; DateTimeOffset.UtcNow < until;)
        {
            var settled = await InsistAsync<Wire.Settlement>(() => Door.Post($"/api/users/{user}/settle?timeout_seconds=20"));
            if (settled.Settled)
                return;
        }

        history.Add(new Entry.Stuck($"settling {user}"));
    }

    private async IAsyncEnumerable<string> SessionsAsync(string user)
    {
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await InsistAsync<Wire.SessionPage>(() => Door.Get($"/api/users/{user}/sessions?limit={PageSize}{From("cursor", cursor)}"));
            foreach (var session in page.Sessions)
                yield return session.Id;
            cursor = page.Next;
        }
    }

    private async Task AddExchangesAsync(string user, string session, List<StoredExchange> exchanges)
    {
        for (var before = ""; ;)
        {
            var page = await InsistAsync<Wire.Transcript>(
                () => Door.Get($"/api/users/{user}/sessions/{session}/exchanges?limit={PageSize}{From("before", before)}"));
            exchanges.AddRange(page.Exchanges.Select(it =>
                new StoredExchange(user, session, it.Id, it.Status, TextOf(it.Input), TextOf(it.Output), it.Extraction.Status)));
            if (!page.HasMore)
                return;
            before = page.Exchanges[0].Id;
        }
    }

    private async Task AddMemoriesAsync(string user, List<StoredMemory> memories)
    {
        for (string? cursor = null; ;)
        {
            var query = new { limit = 100, include_ended = true, cursor };
            var page = await InsistAsync<Wire.Page>(() => Door.Post($"/api/users/{user}/memories/query", query));
            memories.AddRange(page.Memories.Select(it =>
                new StoredMemory(user, it.Id, it.Text, it.Provenance.Source, it.Provenance.Role, it.Provenance.Exchange)));
            if ((cursor = page.Next) is null)
                return;
        }
    }

    private async Task<T> InsistAsync<T>(Func<HttpRequestMessage> request)
        where T : class =>
        await _door.InsistAsync<T>("reading the final state", request, Patience, LongAnswer)
        ?? throw new InvalidOperationException("The final state cannot be read.");

    private static string From(string name, string value) => value.Length == 0 ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static string TextOf(IEnumerable<Wire.Item> items) => string.Concat(items.Where(it => it.Type == "message").Select(it => it.Text));
}
