using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>The state of a <see cref="UserMemory"/> in the form in which it is stored.</summary>
/// <param name="Memories">All, in the order in which they were stored.</param>
/// <param name="Learned">Which exchanges are learned.</param>
/// <param name="Keys">The idempotency keys still known, oldest first.</param>
internal sealed record MemorySnapshot(
    IReadOnlyList<StoredMemory> Memories, IReadOnlyList<LearnedParts> Learned, IReadOnlyList<MemoryEvent.KeyUsed> Keys)
{
    /// <summary>Names the form; another form is not read but replaced.</summary>
    public const string Format = "user_memory/1";
}

/// <summary>A memory and the numbers of the records that hold its text, increasing.</summary>
internal sealed record StoredMemory(Memory Memory, IReadOnlyList<long> Records);

/// <summary>The parts of an exchange that are learned.</summary>
internal sealed record LearnedParts(ExchangeId Exchange, IReadOnlyList<LearningPart> Parts);
