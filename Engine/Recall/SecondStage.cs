namespace ChatMemory.Recall;

/// <summary>Asks the reranker about the best of the first stage.</summary>
internal sealed class SecondStage(IReranker reranker)
{
    /// <summary>What the first stage is asked: more than wanted, because what it finds doubtful is for the second to judge.</summary>
    public static RecallQuery Widen(RecallQuery query) => query with { Limit = Math.Max(query.Limit, IReranker.Most), MaxTokens = null, MinScore = 0 };

    /// <summary>The result in the reranker's order, cut to what the question has room for.</summary>
    /// <exception cref="OperationCanceledException">The budget ended first; a reranker that does not listen to it is left behind.</exception>
    /// <exception cref="InvalidOperationException">The reranker did not answer with a score for each.</exception>
    public async Task<RecallResult> RerankAsync(RecallQuery query, RecallResult wide, CancellationToken budget)
    {
        budget.ThrowIfCancellationRequested();
        var scores = await reranker.ScoreAsync(query.Text, wide.Memories, budget).AsTask().WaitAsync(budget);
        if (scores.Count != wide.Memories.Count || scores.Any(score => !float.IsFinite(score)))
            throw new InvalidOperationException("A reranker has to give a finite score for each memory.");
        var ordered = wide.Memories.Zip(scores, (memory, score) => memory with { Score = Math.Clamp(score, 0, 1) })
            .OrderByDescending(memory => memory.Score);
        return Cut(query, wide, ordered);
    }

    /// <summary>The first order, cut to what the question has room for.</summary>
    public static RecallResult Cut(RecallQuery query, RecallResult wide) => Cut(query, wide, wide.Memories);

    private static RecallResult Cut(RecallQuery query, RecallResult wide, IEnumerable<RecalledMemory> ordered)
    {
        var kept = new List<RecalledMemory>();
        var tokens = 0;
        foreach (var memory in ordered.Where(memory => memory.Score >= query.MinScore).OrderByDescending(memory => memory.Memory.Pinned))
        {
            var more = MemoryBlock.TokensOf(memory.Memory);
            if (kept.Count == query.Limit || tokens + more > (query.MaxTokens ?? int.MaxValue))
                continue;
            kept.Add(memory);
            tokens += more;
        }

        return wide with { Memories = [.. kept.OrderByDescending(memory => memory.Score)], Tokens = tokens };
    }
}
