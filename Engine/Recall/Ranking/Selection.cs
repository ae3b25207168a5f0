namespace ChatMemory.Recall.Ranking;

/// <summary>Takes of the ranked what the question has room for, leaving out what says the same again.</summary>
internal static class Selection
{
    public static RecallResult Of(IEnumerable<Ranked> ranked, RecallQuery query, double sameWording)
    {
        var chosen = new List<Ranked>();
        var tokens = 0;
        foreach (var candidate in ranked)
        {
            if (chosen.Count == query.Limit || candidate.Result.Score < query.MinScore)
                break;
            if (query.MaxTokens is { } most && tokens + candidate.Source.Tokens > most)
                continue;
            if (chosen.Exists(other => other.Source.Traits.Likeness(candidate.Source.Traits) > sameWording))
                continue;
            chosen.Add(candidate);
            tokens += candidate.Source.Tokens;
        }

        return new([.. chosen.Select(candidate => candidate.Result)], Partial: false, tokens, AsOf: 0, Milliseconds: 0);
    }
}
