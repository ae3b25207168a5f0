using ChatMemory.Keys;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;

namespace ChatMemory.Memories;

/// <summary>A user's state and index as a shared index is filled from them.</summary>
internal sealed class SharedRecallSource(RecallIndex index, Func<UserMemory> state, string model) : ISharedRecallSource
{
    public int Count => index.Count;

    public long Written => state().Sequence;

    public EmbeddingSpace? Space => index.Dimensions == 0 ? null : new(model, index.Dimensions);

    public IEnumerable<Memory> All => state().All.Where(memory => memory.ValidUntil is null);

    public Memory? Find(MemoryId id) => state().Find(id) is { ValidUntil: null } memory ? memory : null;

    public SharedPoint? Read(MemoryId id) => Find(id) is { } memory && index.VectorOf(id) is { } vector
        ? new(memory, vector, SparseTerms.OfText(memory.Text))
        : null;
}
