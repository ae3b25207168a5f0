namespace ChatMemory.Recall.Shared;

/// <summary>A shared index with how users' writers use it. Without one, each is answered by their own index alone.</summary>
/// <param name="Index">The index.</param>
/// <param name="Options">How it is used.</param>
public sealed record SharedIndex(ISharedRecallIndex Index, SharedRecallOptions Options);
