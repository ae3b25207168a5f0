using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;
using ChatMemory.Benchmarks.Speed;

namespace ChatMemory.Benchmarks.Chats;

/// <summary>What the server adds to the time until the first token is there.</summary>
internal sealed class FirstToken(int exchangesOfOne, int exchangesOfEach)
{
    private const int Many = 50;
    private const int Memories = 1_000;
    private const int Rounds = 2;
    private const int WarmUps = 15;
    private const int Tokens = 50;
    private const int Pace = 20;
    private const int ShortestPause = 100;
    private const int LongestPause = 300;
    private const int Seed = 1;

    private readonly ChatTexts _texts = new(new(Seed));

    public async Task<Report> RunAsync()
    {
        await using var model = await StandIn.StartAsync();
        await using var server = await Server.StartAsync(model);
        using var http = new HttpClient();
        await FillAsync(server);
        Route[] routes = [Route.OpenAI("the model itself", model.Endpoint), Route.Through(server)];
        foreach (var route in routes)
            await ChatsAsync(http, route, Many, WarmUps, StandIn.Paced(Tokens, Pace));

        var one = await CompareAsync(http, server.Id, routes, 1, exchangesOfOne);
        var many = await CompareAsync(http, server.Id, routes, Many, exchangesOfEach);
        return new(
            "Added time to first token",
            "ttft",
            "the model itself",
            [.. Figures(1, one, "", ""), .. Figures(Many, many, "≤ 3 ms", "≤ 20 ms")],
            [
                $"{Memories:N0} memories per user, each chat another user and one session; recall, journal, learning and extraction at their defaults, embeddings offline.",
                $"Each exchange: {Tokens} tokens {Pace} ms apart, then a pause of {ShortestPause}–{LongestPause} ms. The model and the server take turns, {Rounds} rounds, so that neither is measured while the other works; {WarmUps} exchanges of each of the {Many} chats go before, while the runtime still compiles. Seed {Seed}.",
                $"Added: the difference of the same percentile of both. {one.Through.Count + many.Through.Count:N0} exchanges through the server, recall was cut short in {one.Cut + many.Cut}.",
            ]);
    }

    private async Task FillAsync(Server server)
    {
        for (var chat = 0; chat < Many; chat++)
        {
            await server.AddAsync(User(chat), Enumerable.Range(0, Memories).Select(_ => _texts.Next()));
            await server.SettleAsync(User(chat));
        }
    }

    private async Task<Compared> CompareAsync(HttpClient http, int server, Route[] routes, int chats, int exchanges)
    {
        var answers = routes.Select(_ => new List<StreamedAnswer>()).ToArray();
        var cpu = 0.0;
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (place, route) in routes.Index())
            {
                cpu -= place == 0 ? 0 : ProcessFigures.CpuSeconds(server);
                answers[place].AddRange(await ChatsAsync(http, route, chats, Math.Max(1, exchanges / Rounds), StandIn.Paced(Tokens, Pace)));
                cpu += place == 0 ? 0 : ProcessFigures.CpuSeconds(server);
            }
        }

        return new(Times(answers[0]), Times(answers[1]), answers[1].Count(answer => answer.RecallWasCut), cpu * 1e3 / answers[1].Count);
    }

    private async Task<IEnumerable<StreamedAnswer>> ChatsAsync(HttpClient http, Route route, int chats, int exchanges, string model)
    {
        var running = Enumerable.Range(0, chats)
            .Select(chat => ChatAsync(http, route, chat, model, [.. Enumerable.Range(0, exchanges).Select(_ => _texts.Question())]));
        return (await Task.WhenAll(running)).SelectMany(answers => answers);
    }

    private static async Task<List<StreamedAnswer>> ChatAsync(HttpClient http, Route route, int chat, string model, string[] questions)
    {
        var random = new Random(Seed + chat);
        var answers = new List<StreamedAnswer>();
        foreach (var question in questions)
        {
            await Task.Delay(random.Next(ShortestPause, LongestPause));
            answers.Add(await StreamedAnswer.ReadAsync(http, route, route.Ask(User(chat), "chat", model, question)));
        }

        return answers;
    }

    private static IEnumerable<Figure> Figures(int chats, Compared compared, string median, string worst)
    {
        var name = chats == 1 ? "1 chat" : $"{chats} chats at once";
        foreach (var (percent, goal) in new[] { (50, median), (99, worst) })
        {
            var (direct, through) = (compared.Direct.At(percent), compared.Through.At(percent));
            yield return new($"{name}, p{percent}: added", $"**{through - direct:F2} ms** ({through:F2})", goal, $"{direct:F2} ms");
        }

        yield return new($"{name}: CPU of an exchange in the server", $"{compared.Cpu:F1} ms");
    }

    private static Percentiles Times(IEnumerable<StreamedAnswer> answers) => new(answers.Select(answer => answer.FirstToken));

    private static string User(int chat) => $"user{chat}";

    private sealed record Compared(Percentiles Direct, Percentiles Through, int Cut, double Cpu);
}
