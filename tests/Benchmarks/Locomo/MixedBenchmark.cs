using ChatMemory.Memories;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>
/// How facts rank beside turns: every note of a conversation is a fact beside the turn it was taken from, and finding either finds the evidence.
/// </summary>
internal static class MixedBenchmark
{
    private static readonly float[] Scores = [0.01f, 0.05f, 0.1f, 0.2f, 0.4f, 1.01f];

    public static int Run(string folder)
    {
        var fed = Conversation.ReadAll(folder).Where(conversation => conversation.Notes.Count > 0).Select(conversation => new Fed(conversation, new(), withNotes: true)).ToList();
        var asked = new List<Asked>();
        foreach (var first in (int[])[5, 10, 20])
        {
            // Asked anew, because what room is left decides what is put off.
            asked = [.. fed.SelectMany(one => Ask(one, first))];
            Console.WriteLine($"@{first}: evidence {asked.Average(one => one.Recall(first)):F3}, facts {asked.Average(one => one.Facts(first)):F2} of the results, "
                + $"notes of evidence {asked.Where(one => one.Noted > 0).Average(one => one.NotesFound(first)):F3}");
        }

        foreach (var kind in (MemoryKind[])[MemoryKind.Episode, MemoryKind.Fact])
            Console.WriteLine($"{kind,-8} {string.Join("  ", Scores.Zip([0f, .. Scores], (to, from) => Hits(asked, kind, from, to)))}");
        return 0;
    }

    // A score means the same for both kinds when the same share of such results is evidence.
    private static string Hits(List<Asked> asked, MemoryKind kind, float from, float to)
    {
        var results = asked.SelectMany(one => one.Results.Select(result => (result, Hit: one.Question.Evidence.Contains(result.Turn))))
            .Where(pair => pair.result.Kind == kind && pair.result.Score >= from && pair.result.Score < to).ToList();
        return $"below {Math.Min(to, 1):F2}: {results.Count(pair => pair.Hit) / Math.Max(1.0, results.Count):F3} of {results.Count}";
    }

    private static IEnumerable<Asked> Ask(Fed fed, int limit)
    {
        var conversation = fed.Conversation;
        foreach (var question in conversation.Questions)
        {
            var result = fed.View.Search(
                new() { Text = question.Text, Limit = limit, AskedAt = conversation.AskedAt }, Fed.VectorOf(question.Text), conversation.AskedAt, 0, default);
            yield return new(
                question, conversation.Notes.Count(note => question.Evidence.Contains(note.Turn)),
                [.. result.Memories.Select(found => new Result(fed.TurnOf(found.Memory.Id), found.Memory.Kind, found.Score))]);
        }
    }

    private sealed record Result(string Turn, MemoryKind Kind, float Score);

    private sealed record Asked(QuestionAsked Question, int Noted, IReadOnlyList<Result> Results)
    {
        public double Recall(int first) =>
            (double)Results.Take(first).Select(result => result.Turn).Distinct().Count(Question.Evidence.Contains) / Question.Evidence.Count;

        public double Facts(int first) => Results.Take(first).Count(result => result.Kind == MemoryKind.Fact) / (double)first;

        public double NotesFound(int first) =>
            Results.Take(first).Count(result => result.Kind == MemoryKind.Fact && Question.Evidence.Contains(result.Turn)) / (double)Noted;
    }
}
