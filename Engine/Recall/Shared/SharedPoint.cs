using System.Runtime.InteropServices;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Recall.Shared;

/// <summary>A memory as a shared index takes it in. Its text is not stored there, only what is found by and filtered by.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Vector">Its meaning.</param>
/// <param name="Terms">Its words.</param>
public sealed record SharedPoint(Memory Memory, ReadOnlyMemory<float> Vector, SparseTerms Terms);

/// <summary>Tells one state of a memory from another.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Version">The version of its text.</param>
/// <param name="Changed">When it was last changed, in ticks.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SharedStamp(MemoryId Memory, int Version, long Changed)
{
    /// <summary>The stamp of a memory as it is.</summary>
    public static SharedStamp Of(Memory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        return new(memory.Id, memory.Version, memory.UpdatedAt.UtcTicks);
    }
}
