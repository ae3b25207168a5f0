using ChatMemory.Memories;

namespace ChatMemory.Recall;

/// <summary>Asks for the memories that fit a question best.</summary>
public sealed record RecallQuery
{
    /// <summary>The question, 1 to 8,000 characters; longer input is the caller's to cut.</summary>
    public required string Text { get; init; }

    /// <summary>How many at most, 1 to 1,000; default 10.</summary>
    public int Limit { get; init; } = 10;

    /// <summary>How many tokens together at most; null does not look.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>The least <see cref="RecalledMemory.Score"/>, 0 to 1; default 0.</summary>
    public float MinScore { get; init; }

    /// <summary>Which memories may be found; null means all.</summary>
    public MemoryFilter? Filter { get; init; }

    /// <summary>Whether what has expired may be found as well.</summary>
    public bool IncludeExpired { get; init; }

    /// <summary>How long it may take; what was found by then is returned and marked partial. Null takes the server's default.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>A token that a write returned: the result includes that write.</summary>
    public long? AtLeast { get; init; }

    /// <summary>When the question is asked, for expressions such as "last May"; null means now.</summary>
    public DateTimeOffset? AskedAt { get; init; }
}

/// <summary>What recall found.</summary>
/// <param name="Memories">Best first.</param>
/// <param name="Partial">Whether the time budget or a missing vector kept part of the memories from being compared by meaning.</param>
/// <param name="Tokens">How long they are together.</param>
/// <param name="AsOf">The token of the newest write that the result includes.</param>
/// <param name="Milliseconds">How long it took, waiting included: set by who asked the view, which knows no clock.</param>
public sealed record RecallResult(IReadOnlyList<RecalledMemory> Memories, bool Partial, int Tokens, long AsOf, double Milliseconds);

/// <summary>A memory that fits.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Score">How well, 0 to 1, comparable within one result.</param>
/// <param name="Why">What the score is made of.</param>
public sealed record RecalledMemory(Memory Memory, float Score, ScoreParts Why);

/// <summary>What a score is made of.</summary>
/// <param name="Semantic">Cosine of the vectors; null when the memory has none yet.</param>
/// <param name="Lexical">BM25 of the words, at least 0.</param>
/// <param name="Terms">The words of the question that matched, as they stand in the question.</param>
/// <param name="Context">BM25 of the turns next to it, at least 0.</param>
/// <param name="Time">Whether it was said at, or speaks of, the time that the question names; null when the question names none.</param>
/// <param name="Speaker">Whether it was said by whom the question names; null when the question names no speaker.</param>
public sealed record ScoreParts(
    float? Semantic, float Lexical, IReadOnlyList<string> Terms, float Context = 0, bool? Time = null, bool? Speaker = null);
