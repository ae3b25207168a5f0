using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;

namespace ChatMemory.Api.Mem0.Items;

/// <summary>A memory as Mem0 shows it: the fields of all its versions together. <c>created_at</c> is when it was said, which a caller may backdate.</summary>
internal sealed record MemoryItem : Bearings
{
    private static readonly Dictionary<string, JsonElement> NoMetadata = [];

    public required string Id { get; init; }

    public required string Memory { get; init; }

    public required string Hash { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? RunId => SessionId;

    public double? Score { get; init; }

    public ScoreBreakdown? ScoreBreakdown { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public JsonElement? StructuredAttributes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ReplacedBy { get; init; }

    public bool Synthesized { get; init; }

    public required string LifecycleState { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ExpirationDate { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public static MemoryItem Of(UserKey owner, Memory memory, DateTimeOffset now) => new()
    {
        Id = memory.Id.ToString(),
        Memory = memory.Text,
        Hash = HashOf(memory.Text),
        UserId = Owners.NameOf(owner),
        AgentId = memory.Scope.Agent,
        AppId = memory.Scope.App,
        SessionId = memory.Scope.Run,
        Metadata = memory.Metadata ?? NoMetadata,
        Categories = memory.Categories,
        ReplacedBy = memory.SupersededBy?.ToString(),
        LifecycleState = memory.ValidUntil is not null ? "superseded" : memory.IsCurrent(now) ? "active" : "expired",
        ExpirationDate = memory.ExpiresAt is { } end ? ExpirationDates.Of(end) : null,
        CreatedAt = memory.SaidAt,
        UpdatedAt = memory.UpdatedAt > memory.CreatedAt ? memory.UpdatedAt : memory.SaidAt,
    };

    public static MemoryItem Of(UserKey owner, RecalledMemory found, DateTimeOffset now) => Of(owner, found.Memory, now) with
    {
        Score = found.Score,
        ScoreBreakdown = new(found.Why.Semantic ?? 0, found.Why.Lexical),
    };

    // A name for the text, as Mem0 makes it; nothing rests on its strength.
#pragma warning disable CA5351
    private static string HashOf(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
}

/// <summary>What a score is made of.</summary>
/// <param name="Semantic">Cosine of the vectors.</param>
/// <param name="Bm25">BM25 of the words.</param>
/// <param name="Entity">Always 0: there is no such part here.</param>
internal sealed record ScoreBreakdown(double Semantic, double Bm25, double Entity = 0);
