using System.Runtime.InteropServices;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Recall.Shared;

/// <summary>A question to a shared index.</summary>
/// <param name="Vector">Its meaning.</param>
/// <param name="Terms">Its words; empty ones are not compared.</param>
/// <param name="Filter">Which memories are meant; null means all.</param>
/// <param name="Limit">How many that the filter admits are wanted, at least 1.</param>
public sealed record SharedQuestion(ReadOnlyMemory<float> Vector, SparseTerms Terms, MemoryFilter? Filter, int Limit);

/// <summary>A memory that was found.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Score">How well it fits: comparable within one answer only.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SharedHit(MemoryId Memory, float Score);
