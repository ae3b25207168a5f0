using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Offline;
using ChatMemory.Sessions;

namespace ChatMemory.Recall;

/// <summary>Memories and questions in few words.</summary>
internal static class RecallSubject
{
    public static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly HashedEmbeddingGenerator Embeddings = new();

    public static MemoryId Id(int number) => new(new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0]));

    public static Memory Fact(int number, string text) => new()
    {
        Id = Id(number),
        Text = text,
        Kind = MemoryKind.Fact,
        Provenance = new("api", ChatRole.User),
        SaidAt = Now.AddDays(-number),
        CreatedAt = Now.AddDays(-number),
        UpdatedAt = Now.AddDays(-number),
    };

    public static Memory Turn(int number, string session, string? speaker, string text) => Fact(number, text) with
    {
        Kind = MemoryKind.Episode,
        Speaker = speaker,
        Provenance = new("episode", ChatRole.User, SessionId.Parse(session)),
    };

    public static Memory Tagged(this Memory memory, string key, string json) => memory with
    {
        Metadata = new Dictionary<string, JsonElement> { [key] = JsonDocument.Parse(json).RootElement },
    };

    public static ReadOnlyMemory<float> VectorOf(string text) => Embeddings.GenerateAsync([text]).GetAwaiter().GetResult()[0].Vector;

    public static RecallIndex IndexOf(params IEnumerable<Memory> memories)
    {
        var index = new RecallIndex(new());
        foreach (var memory in memories)
        {
            index.Put(memory);
            index.SetVector(memory.Id, memory.Version, VectorOf(memory.Text).Span);
        }

        return index;
    }

    public static RecallResult Ask(this RecallView view, string question, int limit = 10, MemoryFilter? filter = null) =>
        view.Search(new() { Text = question, Limit = limit, Filter = filter }, VectorOf(question), Now, 0, CancellationToken.None);

    public static IReadOnlyList<MemoryId> Ids(this RecallResult result) => [.. result.Memories.Select(found => found.Memory.Id)];
}
