using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Cluster;

/// <summary>A user's memory as a grain; its key is <see cref="UserKey.ToString"/>. Callers take it from <see cref="IChatMemoryHost"/>, which also bears a node's death.</summary>
[Alias("chat-memory.user")]
public interface IUserMemoryGrain : IUserMemory, IGrainWithStringKey;
