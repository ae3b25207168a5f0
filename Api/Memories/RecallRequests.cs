using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;
using ChatMemory.Users;

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

    public virtual void Validate(Errors errors)
    {
        errors.Length(Text, MaxTextLength, "text");
        errors.Range(Limit, 1, 1_000, "limit");
        errors.Range(MaxTokens, 1, 1_000_000, "max_tokens");
        errors.Range(MinScore, 0, 1, "min_score");
        errors.Range(BudgetMs, 1, MaxBudgetMs, "budget_ms");
    }

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
}

/// <summary>Asks the memories of many users the same question.</summary>
internal sealed record BatchRecallRequest : RecallRequest
{
    /// <summary>1 to 1,000 users.</summary>
    public required IReadOnlyList<UserId> Users { get; init; }

    public override void Validate(Errors errors)
    {
        base.Validate(errors);
        errors.Count(Users, 1, BatchRecall.MaxUsers, "users");
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
/// <param name="Results">One for each user, in order.</param>
internal sealed record BatchRecallResponse(IReadOnlyList<BatchRecallAnswer> Results);

/// <summary>One user's answer in a batch.</summary>
/// <param name="User">The user.</param>
/// <param name="Result">What was found; null when recall failed for this user.</param>
/// <param name="Error">Why it failed.</param>
internal sealed record BatchRecallAnswer(UserId User, RecallResponse? Result, string? Error)
{
    public static BatchRecallAnswer Of(UserRecall answer, bool withBlock) => new(
        answer.User.User, answer.Result is { } result ? RecallResponse.Of(result, withBlock) : null, answer.Failure?.Message);
}
