using ChatMemory.Extraction;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using ChatMemory.Support;

namespace ChatMemory.Memories;

/// <summary>A pure <see cref="UserMemory"/> to whom things are said, an exchange each.</summary>
internal sealed class MemoryStateBuilder
{
    private static readonly SessionId Session = SessionId.Parse("s");
    private readonly SequentialIds _ids = new();
    private ExchangeId _exchange;

    public DateTimeOffset Now { get; set; } = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    public UserMemory State { get; } = new();

    public List<string> Current() => [.. State.All.Where(memory => memory.IsCurrent(Now)).Select(memory => memory.Text)];

    public List<Memory> Ended() => [.. State.All.Where(memory => memory.ValidUntil is not null)];

    public Candidate Said(
        string text, string? slot = null, string? corrects = null, bool retracts = false, ChatRole role = ChatRole.User,
        DateTimeOffset? saidAt = null, MemoryScope? scope = null, string? speaker = null)
    {
        return new()
        {
            Text = text,
            Kind = MemoryKind.Fact,
            Provenance = new("rules", role, Session, _exchange, 0, new(0, 1)),
            Slot = slot,
            Corrects = corrects,
            Retracts = retracts,
            Scope = scope ?? new(),
            Speaker = speaker,
            SaidAt = saidAt ?? Now,
        };
    }

    public LearnOutcome Learn(
        string text, string? slot = null, string? corrects = null, bool retracts = false, ChatRole role = ChatRole.User,
        DateTimeOffset? saidAt = null, MemoryScope? scope = null, string? speaker = null)
    {
        // What is said later is also heard later.
        if (saidAt > Now)
            Now = saidAt.Value;
        return LearnAll(Said(text, slot, corrects, retracts, role, saidAt, scope, speaker));
    }

    public LearnOutcome LearnAll(params Candidate[] candidates) => LearnAll([], candidates);

    public LearnOutcome LearnAll(IReadOnlyList<RecalledRef> recalled, params Candidate[] candidates) =>
        Learn(LearningPart.Facts, candidates, recalled);

    public LearnOutcome LearnEpisode(string text) =>
        Learn(LearningPart.Episodes, [Said(text) with { Kind = MemoryKind.Episode }], []);

    public AddOutcome Add(params NewMemory[] memories) => Apply(State.Decide(new AddMemories(memories), Now, _ids));

    public UpdateOutcome Update(MemoryId id, string text) => Apply(State.Decide(new UpdateMemory(id, text), Now));

    public DeleteOutcome Delete(params MemoryId[] ids) => Apply(State.Decide(new DeleteMemories(ids), Now, 1_000));

    private LearnOutcome Learn(LearningPart part, IReadOnlyList<Candidate> candidates, IReadOnlyList<RecalledRef> recalled)
    {
        var exchange = _exchange;
        _exchange = new(_ids.Next());
        return Apply(State.Decide(new LearnFromExchange(Session, exchange, part, 1, candidates, recalled), Now, _ids));
    }

    private T Apply<T>(ChatMemory.Memories.Decision<T> decision)
    {
        foreach (var happened in decision.Events)
            State.Apply(happened, State.Sequence + 1);
        return decision.Outcome;
    }
}
