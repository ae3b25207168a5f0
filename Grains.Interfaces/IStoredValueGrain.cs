using ChatMemory.Keys;
using ChatMemory.Values;

namespace ChatMemory.Cluster;

/// <summary>A stored value as a grain; its key is <see cref="ValueKey.ToString"/>. Callers take it from <see cref="IChatMemoryHost"/>, which also bears a node's death.</summary>
[Alias("chat-memory.value")]
public interface IStoredValueGrain : IStoredValue, IGrainWithStringKey;
