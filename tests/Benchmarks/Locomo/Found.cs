namespace ChatMemory.Benchmarks.Locomo;

/// <summary>What was found for one question, best first.</summary>
internal sealed record Found(Conversation Conversation, QuestionAsked Question, IReadOnlyList<string> Turns, double Milliseconds, int Tokens)
{
    /// <summary>The share of the evidence among the first <paramref name="first"/>.</summary>
    public double Recall(int first) => (double)Turns.Take(first).Count(Question.Evidence.Contains) / Question.Evidence.Count;
}
