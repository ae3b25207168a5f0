using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Models.Offline;
using ChatMemory.Recall;

namespace ChatMemory.Benchmarks.Locomo;

/// <summary>A conversation in an index, each turn an episode.</summary>
internal sealed class Fed
{
    private static readonly HashedEmbeddingGenerator Embeddings = new();
    private readonly Dictionary<MemoryId, string> _turns = [];

    public Fed(Conversation conversation, RecallOptions options)
    {
        Conversation = conversation;
        var index = new RecallIndex(options);
        foreach (var (number, turn) in conversation.Turns.Index())
        {
            var memory = MemoryOf(turn, number + 1);
            _turns[memory.Id] = turn.Id;
            index.Put(memory);
            index.SetVector(memory.Id, memory.Version, VectorOf(memory.Text).Span);
        }

        View = index.View();
    }

    public Conversation Conversation { get; }

    public RecallView View { get; }

    public string TurnOf(MemoryId id) => _turns[id];

    public static ReadOnlyMemory<float> VectorOf(string text) => Embeddings.GenerateAsync([text]).GetAwaiter().GetResult()[0].Vector;

    private static Memory MemoryOf(Turn turn, int number) => new()
    {
        Id = new(new Guid(number, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 0])),
        Text = turn.Text,
        Kind = MemoryKind.Episode,
        Provenance = new("episode", Sessions.ChatRole.User, SessionId.Parse(turn.Session)),
        Speaker = turn.Speaker,
        SaidAt = turn.SaidAt,
        CreatedAt = turn.SaidAt,
        UpdatedAt = turn.SaidAt,
    };
}
