using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall.Shared;
using ChatMemory.Sessions;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>Memories and owners in few words.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private static int _last;

    public static EmbeddingSpace Space { get; } = new("test-model", 3);

    public static SharedOwner Owner(string user, string tenant = "acme", long epoch = 1) =>
        new(new(TenantId.Parse(tenant), UserId.Parse(user)), epoch, Space);

    /// <summary>An id of its own, the same in every run of one test alone.</summary>
    public static MemoryId Id() => new(new Guid(Interlocked.Increment(ref _last), 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    public static Memory Memory(string text = "Likes tea.", MemoryId? id = null) => new()
    {
        Id = id ?? Id(),
        Text = text,
        Kind = MemoryKind.Fact,
        Provenance = new("api", ChatRole.User),
        SaidAt = Start,
        CreatedAt = Start,
        UpdatedAt = Start,
    };

    public static SharedPoint Point(Memory memory, params float[] vector) =>
        new(memory, vector.Length == 0 ? new float[] { 1, 0, 0 } : vector, SparseTerms.OfText(memory.Text));

    public static SharedQuestion Question(string text = "", int limit = 10, MemoryFilter? filter = null, float[]? vector = null) =>
        new(vector ?? [1, 0, 0], SparseTerms.OfQuestion(text), filter, limit);

    public static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();
}
