using System.Diagnostics;
using ChatMemory.Benchmarks.Processes;
using ChatMemory.Benchmarks.Reports;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>Conversations told to the server by its API as exchanges that happened elsewhere, and their questions asked of recall.</summary>
/// <param name="folder">The conversations.</param>
/// <param name="misses">The file that gets every miss.</param>
/// <param name="seed">Orders the questions; the answers do not depend on it.</param>
internal sealed class ApiLocomo(string folder, string misses, int seed)
{
    private const int Limit = 20;
    private const int Budget = 1_000;
    private const int MostInBudget = 100;

    public async Task<Report> RunAsync()
    {
        await using var server = await Server.StartAsync();
        var conversations = Conversation.ReadAll(folder);
        var (ours, inBudget, seconds) = (new List<Found>(), new List<Found>(), 0.0);
        var random = new Random(seed);
        foreach (var conversation in conversations)
        {
            var told = new ToldConversation(server, conversation);
            var began = Stopwatch.GetTimestamp();
            await told.TellAsync();
            seconds += Stopwatch.GetElapsedTime(began).TotalSeconds;
            foreach (var question in Shuffled(conversation.Questions, random))
            {
                ours.Add(await told.AskAsync(question, Limit));
                inBudget.Add(await told.AskAsync(question, MostInBudget, Budget));
            }
        }

        Misses.Write(misses, ours);
        var baseline = conversations.SelectMany(Baseline).ToList();
        var times = new Percentiles(ours.Select(found => found.Milliseconds));
        var turns = conversations.Sum(conversation => conversation.Turns.Count);
        return new(
            "LoCoMo conversations through the API",
            $"locomo-api {folder} {misses} {seed}",
            "plain BM25 over the turns",
            [
                .. ours.GroupBy(found => found.Question.Category).OrderBy(group => group.Key)
                    .Select(group => Evidence($"category {group.Key}", [.. group], [.. baseline.Where(found => found.Question.Category == group.Key)])),
                Evidence("all", ours, baseline),
                new($"within {Budget:N0} tokens: evidence, memories, tokens", $"{inBudget.Average(one => one.Recall(MostInBudget)):F3} · {inBudget.Average(one => one.Turns.Count):F1} · {inBudget.Average(one => one.Tokens):F0}"),
                new($"tokens of {Limit} memories", $"{ours.Average(one => one.Tokens):F0}"),
                new("told and learned", $"{turns / seconds:N0} turns/s"),
                new("recall over HTTP", $"p50 {times.At(50):F2}, p90 {times.At(90):F2}, p99 {times.At(99):F2} ms"),
            ],
            [
                $"{conversations.Count} conversations, {turns:N0} turns, {ours.Count:N0} questions of categories 1 to 4 that name their evidence. Embeddings and extraction offline. Each turn is a message with its speaker's name, each session a session, said when the file says.",
                "Share of the evidence among the first 5, 10 and 20 memories; a memory stands for the turn that its provenance names, and a fact beside its turn takes a place but counts once.",
                $"Every question whose evidence was not all among the first ten: {misses}. The seed orders the questions.",
            ]);
    }

    private static QuestionAsked[] Shuffled(IEnumerable<QuestionAsked> questions, Random random)
    {
        QuestionAsked[] order = [.. questions];
        random.Shuffle(order);
        return order;
    }

    private static IEnumerable<Found> Baseline(Conversation conversation)
    {
        var bm25 = new PlainBm25(conversation);
        return conversation.Questions.Select(question => new Found(conversation, question, bm25.Search(question.Text, Limit), 0, 0));
    }

    private static Figure Evidence(string name, List<Found> ours, List<Found> baseline) =>
        new($"{name}, {ours.Count} questions: evidence at 5, 10, 20", Shares(ours), "", Shares(baseline));

    private static string Shares(List<Found> found) =>
        string.Join(" · ", new[] { 5, 10, 20 }.Select(first => $"{found.Average(one => one.Recall(first)):F3}"));
}
