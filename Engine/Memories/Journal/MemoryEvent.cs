using System.Text.Json.Serialization;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>One record of a user's journal. A record that holds a text holds the text of one memory only, so that it goes with it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(Added), "memory_added")]
[JsonDerivedType(typeof(Updated), "memory_updated")]
[JsonDerivedType(typeof(Superseded), "memory_superseded")]
[JsonDerivedType(typeof(Deleted), "memory_deleted")]
[JsonDerivedType(typeof(Redacted), "redacted")]
[JsonDerivedType(typeof(Learned), "exchange_learned")]
[JsonDerivedType(typeof(KeyUsed), "key_used")]
internal abstract record MemoryEvent
{
    private MemoryEvent()
    {
    }

    /// <summary>A memory was stored.</summary>
    internal sealed record Added(Memory Memory) : MemoryEvent;

    /// <summary>A caller changed a memory.</summary>
    /// <param name="Memory">As it is from now on.</param>
    /// <param name="OldText">Its text before.</param>
    /// <param name="Cause">Where the change came from.</param>
    internal sealed record Updated(Memory Memory, string OldText, Provenance Cause) : MemoryEvent;

    /// <summary>A memory holds no longer.</summary>
    /// <param name="Memory">Which.</param>
    /// <param name="OldText">Its text.</param>
    /// <param name="ValidUntil">Until when it held.</param>
    /// <param name="At">When that was recorded.</param>
    /// <param name="Cause">Where the change came from.</param>
    /// <param name="By">What took its place; null when it was only retracted.</param>
    internal sealed record Superseded(
        MemoryId Memory, string OldText, DateTimeOffset ValidUntil, DateTimeOffset At, Provenance Cause, MemoryId? By = null) : MemoryEvent;

    /// <summary>A memory was deleted; its earlier records are <see cref="Redacted"/> from now on.</summary>
    internal sealed record Deleted(MemoryId Memory, DateTimeOffset At, Provenance Cause) : MemoryEvent;

    /// <summary>Stands where a deleted memory's record stood.</summary>
    internal sealed record Redacted : MemoryEvent;

    /// <summary>A part of an exchange is learned and will not be again.</summary>
    internal sealed record Learned(ExchangeId Exchange, LearningPart Part, int Changed, DateTimeOffset At) : MemoryEvent;

    /// <summary>A call with an idempotency key had this outcome.</summary>
    /// <param name="Key">The key's fingerprint, not the key.</param>
    /// <param name="Results">The outcome.</param>
    internal sealed record KeyUsed(string Key, IReadOnlyList<AddedMemory> Results) : MemoryEvent;
}
