using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>What a command comes to: its outcome, and what must be recorded for it to be true.</summary>
/// <param name="Outcome">The outcome; its token is set when the events are stored.</param>
/// <param name="Events">To append, in one append; none when nothing changes.</param>
internal sealed record Decision<TOutcome>(TOutcome Outcome, IReadOnlyList<MemoryEvent> Events)
{
    /// <summary>The numbers of the records to redact in the same append.</summary>
    public IReadOnlyList<long> Redactions { get; init; } = [];

    /// <summary>On which day (UTC) a caller wrote how many memories by it; what is learned is no caller's.</summary>
    public (DateOnly Day, int Count) Written { get; init; }

    /// <summary>The memories whose vectors go in the same append.</summary>
    public IReadOnlyList<MemoryId> ForgetVectors { get; init; } = [];
}
