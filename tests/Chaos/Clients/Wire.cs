using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChatMemory.Chaos.Clients;

/// <summary>The API's JSON as a client of another make reads it.</summary>
internal static class Wire
{
    public static JsonSerializerOptions Json { get; } = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    internal sealed record Event(long Number, string Exchange, string? Text, string? Status, long? From, long? To);

    internal sealed record Chat(string Session, Exchange Exchange);

    internal sealed record Item(string Type, string? Role, string? Text);

    internal sealed record Extraction(string Status);

    internal sealed record Exchange(string Id, string Status, IReadOnlyList<Item> Input, IReadOnlyList<Item> Output, Extraction Extraction);

    internal sealed record Transcript(IReadOnlyList<Exchange> Exchanges, bool HasMore);

    internal sealed record Added(IReadOnlyList<AddedMemory> Results, long Token);

    internal sealed record AddedMemory(string Memory);

    internal sealed record Provenance(string Source, string? Role, string? Exchange);

    internal sealed record Memory(string Id, string Text, Provenance Provenance);

    internal sealed record Page(IReadOnlyList<Memory> Memories, string? Next);

    internal sealed record Recall(IReadOnlyList<Scored> Memories);

    internal sealed record Scored(Memory Memory);

    internal sealed record SessionPage(IReadOnlyList<Session> Sessions, string? Next);

    internal sealed record Session([property: JsonPropertyName("session")] string Id);

    internal sealed record Settlement(bool Settled);
}
