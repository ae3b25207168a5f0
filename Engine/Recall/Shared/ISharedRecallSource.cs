using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Recall.Shared;

/// <summary>What the user's writer itself has: the truth that a shared index is filled and checked from.</summary>
public interface ISharedRecallSource
{
    /// <summary>How many memories there are to be found.</summary>
    int Count { get; }

    /// <summary>How many records the journal has.</summary>
    long Written { get; }

    /// <summary>The vectors' space; null until there is a vector.</summary>
    EmbeddingSpace? Space { get; }

    /// <summary>Every memory that is to be found.</summary>
    IEnumerable<Memory> All { get; }

    /// <summary>A memory that is to be found; null when there is none of that id.</summary>
    Memory? Find(MemoryId id);

    /// <summary>A memory as a shared index takes it in; null when it is not to be found or has no vector yet.</summary>
    SharedPoint? Read(MemoryId id);
}
