using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;

namespace ChatMemory.Api.Memories;

/// <summary>Asks for the memories that fit a question best.</summary>
internal record RecallRequest : IValidated
{
    private const int MaxTextLength = 8_000;
    private const int MaxBudgetMs = 60_000;

    /// <summary>The question, 1 to 8,000 characters.</summary>
    public required string Text { get; init; }

    /// <summary>How many at most, 1 to 1,000; default 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>How many tokens together at most.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The least score, 0 to 1; default 0.</summary>
    public float MinScore { get; init; }

    /// <summary>Which memories may be found; without it all.</summary>
    public MemoryFilter? Filter { get; init; }

    /// <summary>How many milliseconds it may take; without it the server's default.</summary>
    public int? BudgetMs { get; init; }

    /// <summary>The <c>token</c> that a write returned: the result includes that write.</summary>
    public long? AtLeast { get; init; }

    /// <summary>When the question is asked, for expressions such as "last May"; without it now.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Whether the result also comes as the text block that a prompt gets; default no.</summary>
    public bool Block { get; init; }

    public virtual void Validate(Errors errors) => Validate("", errors);

    public RecallQuery ToQuery() => new()
    {
        Text = Text,
        Limit = Limit,
        MaxTokens = MaxTokens,
        MinScore = MinScore,
        Filter = Filter,
        Budget = BudgetMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
        AtLeast = AtLeast,
        AskedAt = AskedAt,
    };

    protected void Validate(string prefix, Errors errors)
    {
        errors.Length(Text, MaxTextLength, $"{prefix}text");
        errors.Range(Limit, 1, 1_000, $"{prefix}limit");
        errors.Range(MaxTokens, 1, 1_000_000, $"{prefix}max_tokens");
        errors.Range(MinScore, 0, 1, $"{prefix}min_score");
        errors.Range(BudgetMs, 1, MaxBudgetMs, $"{prefix}budget_ms");
    }
}

/// <summary>One user's question in a batch.</summary>
internal sealed record UserRecallRequest : RecallRequest
{
    /// <summary>Whose memories.</summary>
    public required UserId User { get; init; }

    public void ValidateIn(string field, Errors errors)
    {
        errors.Id(User.Value, $"{field}.user");
        Validate($"{field}.", errors);
    }
}

/// <summary>Questions of many users.</summary>
internal sealed record BatchRecallRequest : IValidated
{
    private const int MaxQueries = 100;

    /// <summary>1 to 100 of them.</summary>
    public required IReadOnlyList<UserRecallRequest> Queries { get; init; }

    public void Validate(Errors errors)
    {
        errors.Count(Queries, 1, MaxQueries, "queries");
        for (var i = 0; i < Queries.Count; i++)
            Queries[i].ValidateIn($"queries[{i}]", errors);
    }
}

/// <summary>What recall found.</summary>
/// <param name="Memories">Best first.</param>
/// <param name="Partial">Whether some memories could not be compared by meaning in time.</param>
/// <param name="Tokens">How long they are together.</param>
/// <param name="AsOf">The token of the newest write that the result includes.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Block">The memories as the text that a prompt gets, when it was asked for.</param>
internal sealed record RecallResponse(
    IReadOnlyList<RecalledMemory> Memories, bool Partial, int Tokens, long AsOf, double Milliseconds, string? Block = null)
{
    public static RecallResponse Of(RecallResult result, bool withBlock) =>
        new(result.Memories, result.Partial, result.Tokens, result.AsOf, result.Milliseconds, withBlock ? MemoryBlock.Format(result.Memories) : null);
}

/// <summary>The answers of a batch.</summary>
/// <param name="Results">One for each question, in order.</param>
internal sealed record BatchRecallResponse(IReadOnlyList<BatchRecallAnswer> Results);

/// <summary>One user's answer in a batch.</summary>
/// <param name="User">The user.</param>
/// <param name="Result">What was found; null when recall failed for this user.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record BatchRecallAnswer(UserId User, RecallResponse? Result, string? Error)
{
    public static BatchRecallAnswer Of(UserRecallRequest query, RecallAnswer answer) => answer.Result is { } result
        ? new(query.User, RecallResponse.Of(result, query.Block), Error: null)
        : new(query.User, Result: null, answer.Error);
}
