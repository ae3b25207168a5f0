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

    public Fed(Conversation conversation, RecallOptions options, bool withNotes = false)
    {
        Conversation = conversation;
        var index = new RecallIndex(options);
        foreach (var (number, turn) in conversation.Turns.Index())
            Put(index, MemoryOf(turn, number + 1), turn.Id);
        foreach (var (number, note) in (withNotes ? conversation.Notes : []).Index())
            Put(index, FactOf(note, conversation.Turns.First(turn => turn.Id == note.Turn), conversation.Turns.Count + number + 1), note.Turn);
        View = index.View();
    }

    public Conversation Conversation { get; }

    public RecallView View { get; }

    public string TurnOf(MemoryId id) => _turns[id];

    public static ReadOnlyMemory<float> VectorOf(string text) => Embeddings.GenerateAsync([text]).GetAwaiter().GetResult()[0].Vector;

    private void Put(RecallIndex index, Memory memory, string turn)
    {
        _turns[memory.Id] = turn;
        index.Put(memory);
        index.SetVector(memory.Id, memory.Version, VectorOf(memory.Text).Span);
    }

    private static Memory FactOf(Noted note, Turn turn, int number) => MemoryOf(turn, number) with
    {
        Text = note.Text,
        Kind = MemoryKind.Fact,
        Provenance = new("model", Sessions.ChatRole.User, SessionId.Parse(turn.Session)),
        Speaker = note.Speaker,
    };

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
