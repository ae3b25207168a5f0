using ChatMemory.Chaos.Cluster;
using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos.Clients;

/// <summary>A backend with one user: it chats, follows, adds memories and looks for them, and writes down what it is told.</summary>
internal sealed class ChatClient(string user, int number, IReadOnlyList<Node> nodes, Recorder history, Random random)
{
    private const int ExchangesOfASession = 15;
    private const int MostWords = 40;

    // Longer than any fault lasts: whoever still waits then is stuck.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Door _door = new(nodes, number % nodes.Count, history);
    private int _given;

    /// <summary>Goes on until it is told to end; what it has begun by then it ends.</summary>
    public async Task RunAsync(CancellationToken ends)
    {
        while (!ends.IsCancellationRequested)
        {
            if (random.NextDouble() < 0.1)
                _door.MoveOn();
            if (random.NextDouble() < 0.3)
                await AddAsync();
            else
                await ChatAsync();
            await Task.Delay(random.Next(50, 400), CancellationToken.None);
        }
    }

    // A word that is nobody else's.
    private string NextWord() => $"{user}x{++_given}";

    private async Task ChatAsync()
    {
        var input = ScriptedModel.Input(NextWord(), random.Next(1, MostWords));
        var session = $"s{_given / ExchangesOfASession}";
        var key = $"{user}-{_given}";
        var until = DateTimeOffset.UtcNow + Patience;
        var follower = NewFollower(_door, session);
        if (await BeginAsync(input, session, key, follower, until) is not { } exchange)
            return;
        var another = random.NextDouble() < 0.3 ? NewFollower(new(nodes, random.Next(nodes.Count), history), session) : null;
        await Task.WhenAll(
            follower.HasEnded ? Task.CompletedTask : follower.FollowAsync(exchange, until),
            another?.FollowAsync(exchange, until) ?? Task.CompletedTask);
    }

    private Follower NewFollower(Door door, string session) => new(door, user, session, history, new(random.Next()));

    // Until it is known to be accepted, the same request is sent again.
    private async Task<string?> BeginAsync(string input, string session, string key, Follower follower, DateTimeOffset until)
    {
        while (DateTimeOffset.UtcNow < until)
        {
            string? exchange = null;
            try
            {
                using var request = Door.Post("/api/chat", new { user, session, input, idempotency_key = key, when_busy = "queue" });
                using var response = await _door.SendAsync("chat", request, Door.Silence);
                if (response is null)
                    continue;
                exchange = response.Headers.GetValues("X-Exchange-Id").Single();
                history.Add(new Entry.ExchangeAccepted(user, session, key, exchange, input, ScriptedModel.Answer(input), Learns: true));
                await follower.ReadAsync(response);
                return exchange;
            }
            catch (Exception failure) when (Connections.IsBroken(failure))
            {
                _door.MoveOn();
                if (exchange is not null)
                    return exchange;
            }
        }

        history.Add(new Entry.Stuck("chat"));
        return null;
    }

    private async Task AddAsync()
    {
        var word = NextWord();
        var (key, text) = ($"{user}-{_given}", $"The key {word} opens the shed.");
        // Asking twice with the same key is what a client does that did not hear the answer.
        for (var times = random.NextDouble() < 0.2 ? 2 : 1; times > 0; times--)
        {
            var body = new { memories = new[] { new { text } }, idempotency_key = key };
            if (await _door.InsistAsync<Wire.Added>("add", () => Door.Post($"/api/users/{user}/memories", body), Patience) is not { } added)
                return;
            var memory = added.Results.Single().Memory;
            history.Add(new Entry.MemoryAdded(user, key, text, memory));
            await LookAsync(text, memory, added.Token);
        }
    }

    private async Task LookAsync(string text, string memory, long token)
    {
        var question = new { text, at_least = token, budget_ms = 10_000 };
        if (await _door.InsistAsync<Wire.Recall>("recall", () => Door.Post($"/api/users/{user}/memories/recall", question), Patience, silence: TimeSpan.FromSeconds(15)) is { } found)
            history.Add(new Entry.MemoryLookedFor(user, memory, found.Memories.Any(it => it.Memory.Id == memory)));
    }
}
