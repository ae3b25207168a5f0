using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>What a record of the journal means to those who follow a user's memories.</summary>
internal static class MemoryChanges
{
    /// <summary>The change; null when the record is none, or is of a memory deleted since.</summary>
    public static MemoryChange? Of(MemoryEvent happened, long number) => happened switch
    {
        MemoryEvent.Added { Memory: var memory } =>
            new(number, memory.Id, ChangeKind.Added, memory.CreatedAt, OldText: null, memory.Text, memory.Provenance, memory.SupersededBy),
        MemoryEvent.Updated { Memory: var memory } updated =>
            new(number, memory.Id, ChangeKind.Updated, memory.UpdatedAt, updated.OldText, memory.Text, updated.Cause),
        MemoryEvent.Superseded ended =>
            new(number, ended.Memory, ChangeKind.Superseded, ended.At, ended.OldText, NewText: null, ended.Cause, ended.By),
        MemoryEvent.Deleted deleted =>
            new(number, deleted.Memory, ChangeKind.Deleted, deleted.At, OldText: null, NewText: null, deleted.Cause),
        _ => null,
    };

    /// <summary>The memory whose text a record holds; null when it holds none.</summary>
    public static MemoryId? TextOf(MemoryEvent happened) => happened switch
    {
        MemoryEvent.Added added => added.Memory.Id,
        MemoryEvent.Updated updated => updated.Memory.Id,
        MemoryEvent.Superseded ended => ended.Memory,
        _ => null,
    };
}
