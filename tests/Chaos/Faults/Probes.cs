using System.Diagnostics;
using ChatMemory.Chaos.Clients;
using ChatMemory.Chaos.Cluster;
using ChatMemory.Chaos.History;

namespace ChatMemory.Chaos.Faults;

/// <summary>
/// Sessions spread over the nodes that are asked something after each fault: the cluster has recovered when the last of them has
/// answered. There are enough of them that some lived on the node that is gone.
/// </summary>
internal sealed class Probes(Recorder history)
{
    private const int Count = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private int _asked;

    /// <summary>The users whose sessions these are.</summary>
    public static IEnumerable<string> Users => Enumerable.Range(0, Count).Select(number => $"prober{number}");

    /// <summary>Begins an exchange in every session through these nodes.</summary>
    /// <returns>How long it took from a time on until every answer was complete.</returns>
    public async Task<TimeSpan> AllAnswerAsync(IReadOnlyList<Node> nodes, long since)
    {
        _asked++;
        await Task.WhenAll(Users.Select((user, number) => AskAsync(user, new Door(nodes, number % nodes.Count, history))));
        return Stopwatch.GetElapsedTime(since);
    }

    /// <summary>The same with one session through one node.</summary>
    public async Task<TimeSpan> AnswersAsync(Node node, long since)
    {
        _asked++;
        await AskAsync(Users.First(), new Door([node], home: 0, history));
        return Stopwatch.GetElapsedTime(since);
    }

    private async Task AskAsync(string user, Door door)
    {
        var input = ScriptedModel.Input($"{user}x{_asked}", words: 1);
        var key = $"{user}-{_asked}";
        var body = new { user, session = "probe", input, idempotency_key = key, when_busy = "queue", stream = false, memory = new { recall = false, learn = false } };
        // One request, however long it takes, if its node does not break it: what a caller waits is what counts.
        if (await door.InsistAsync<Wire.Chat>("probe", () => Door.Post("/api/chat", body), Patience, silence: Patience) is { Exchange.Id: var exchange })
            history.Add(new Entry.ExchangeAccepted(user, "probe", key, exchange, input, ScriptedModel.Answer(input), Learns: false));
    }
}
