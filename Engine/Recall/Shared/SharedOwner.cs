using ChatMemory.Keys;

namespace ChatMemory.Recall.Shared;

/// <summary>What vectors can be compared with each other: those of one model with one number of dimensions.</summary>
/// <param name="Model">The embedding model, as its provider names it.</param>
/// <param name="Dimensions">How many numbers a vector has, at least 1.</param>
public sealed record EmbeddingSpace(string Model, int Dimensions);

/// <summary>Whose part of a shared index is meant. Every call names it: none reaches another user's points, or what an erased user left.</summary>
/// <param name="User">The user within the tenant.</param>
/// <param name="Epoch">The epoch of the user's journal. After erasure it is another one.</param>
/// <param name="Space">The vectors' space.</param>
public readonly record struct SharedOwner(UserKey User, long Epoch, EmbeddingSpace Space);
