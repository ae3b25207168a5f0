using System.Diagnostics;
using System.Text.Json;
using ChatMemory.Benchmarks.Processes;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>A conversation as the server knows it: a user of its own, and which turn each item of each exchange is.</summary>
internal sealed class ToldConversation(Server server, Conversation conversation)
{
    private const int MostExchanges = 100;
    private const int MostItems = 32;

    private readonly Dictionary<(string Exchange, int Item), string> _turns = [];

    private string Path => $"/api/users/{conversation.Name}";

    /// <summary>Tells every session in order, and waits until all is learned.</summary>
    public async Task TellAsync()
    {
        foreach (var session in conversation.Turns.GroupBy(turn => turn.Session))
        {
            foreach (var exchanges in Exchanges([.. session]).Chunk(MostExchanges))
                await RecordAsync(session.Key, exchanges);
        }

        await server.SettleAsync(conversation.Name);
    }

    /// <summary>Asks recall the question, a day after the last turn.</summary>
    public async Task<Found> AskAsync(QuestionAsked question, int limit, int? maxTokens = null)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await server.PostAsync($"{Path}/memories/recall", new { text = question.Text, limit, max_tokens = maxTokens, asked_at = conversation.AskedAt });
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // A memory that repeats a turn keeps its place and names none.
        string[] turns = [.. answer.GetProperty("memories").EnumerateArray().Select(TurnOf).Select(turn => seen.Add(turn) ? turn : "")];
        return new(conversation, question, turns, took, answer.GetProperty("tokens").GetInt32());
    }

    // Who speaks first is the user; an exchange is what the user says and what is answered until the user speaks again.
    private IEnumerable<List<Turn>> Exchanges(IEnumerable<Turn> turns)
    {
        var exchange = new List<Turn>();
        foreach (var turn in turns)
        {
            var opens = RoleOf(turn) == "user" && exchange.Any(before => RoleOf(before) == "assistant");
            if (opens || exchange.Count == MostItems)
            {
                yield return exchange;
                exchange = [];
            }

            exchange.Add(turn);
        }

        yield return exchange;
    }

    private async Task RecordAsync(string session, List<Turn>[] exchanges)
    {
        var recorded = await server.PostAsync($"{Path}/sessions/{session}/exchanges", new
        {
            exchanges = exchanges.Select(turns => new
            {
                said_at = turns[0].SaidAt,
                items = turns.Select(turn => new { role = RoleOf(turn), text = turn.Text, name = turn.Speaker }),
            }),
        });
        foreach (var (result, turns) in recorded.GetProperty("results").EnumerateArray().Zip(exchanges))
        {
            foreach (var (item, turn) in turns.Index())
                _turns[(result.GetProperty("exchange").GetString()!, item)] = turn.Id;
        }
    }

    private string RoleOf(Turn turn) => turn.Speaker == conversation.Turns[0].Speaker ? "user" : "assistant";

    private string TurnOf(JsonElement recalled)
    {
        var provenance = recalled.GetProperty("memory").GetProperty("provenance");
        return _turns[(provenance.GetProperty("exchange").GetString()!, provenance.GetProperty("item").GetInt32())];
    }
}
