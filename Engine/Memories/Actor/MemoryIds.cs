using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>The ids of new memories of one journal: they carry its epoch.</summary>
internal sealed class MemoryIds(long epoch, IIdSource ids) : IIdSource
{
    public Guid Next() => MemoryId.Of(epoch, ids.Next()).Value;
}
