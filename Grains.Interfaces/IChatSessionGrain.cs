using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Cluster;

/// <summary>A session as a grain; its key is <see cref="SessionKey.ToString"/>. Callers take it from <see cref="IChatMemoryHost"/>, which also bears a node's death.</summary>
[Alias("chat-memory.session")]
public interface IChatSessionGrain : IChatSession, IGrainWithStringKey;
