using System.Diagnostics;
using ChatMemory.Recall;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>How much of the evidence recall finds, beside plain BM25 in the same run.</summary>
internal static class LocomoBenchmark
{
    private const int Limit = 20;

    public static int Run(string folder, string report)
    {
        var conversations = Conversation.ReadAll(folder);
        var options = new RecallOptions();
        var baseline = conversations.SelectMany(Baseline).ToList();
        var ours = conversations.SelectMany(conversation => Recall(new Fed(conversation, options))).ToList();
        Table("plain BM25", baseline);
        Table("recall", ours);
        var times = ours.Select(found => found.Milliseconds).Order().ToList();
        Console.WriteLine($"milliseconds, embedding excluded: p50 {times[times.Count / 2]:F2}, p99 {times[times.Count * 99 / 100]:F2}; tokens of 20: {ours.Average(found => found.Tokens):F0}");
        Misses.Write(report, ours);
        Console.WriteLine($"every miss: {report}");
        return 0;
    }

    private static IEnumerable<Found> Baseline(Conversation conversation)
    {
        var bm25 = new PlainBm25(conversation);
        return conversation.Questions.Select(question => new Found(conversation, question, bm25.Search(question.Text, Limit), 0, 0));
    }

    private static IEnumerable<Found> Recall(Fed fed)
    {
        foreach (var question in fed.Conversation.Questions)
        {
            var vector = Fed.VectorOf(question.Text);
            var started = Stopwatch.GetTimestamp();
            var result = fed.View.Search(
                new() { Text = question.Text, Limit = Limit, AskedAt = fed.Conversation.AskedAt }, vector, fed.Conversation.AskedAt, 0, default);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            yield return new(fed.Conversation, question, [.. result.Memories.Select(memory => fed.TurnOf(memory.Memory.Id))], took, result.Tokens);
        }
    }

    private static void Table(string name, List<Found> found)
    {
        Console.WriteLine($"{name}: {found.Count} questions");
        foreach (var group in found.GroupBy(one => $"category {one.Question.Category}").OrderBy(group => group.Key)
            .Concat(found.GroupBy(one => $"conversation {one.Conversation.Name}")).Concat(found.GroupBy(_ => "all")))
        {
            Console.WriteLine($"  {group.Key,-18} {group.Count(),4}  @5 {group.Average(one => one.Recall(5)):F3}  @10 {group.Average(one => one.Recall(10)):F3}  @20 {group.Average(one => one.Recall(20)):F3}");
        }
    }
}
