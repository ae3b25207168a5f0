using ChatMemory.Cluster.Sessions;
using ChatMemory.InProcess;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;

namespace ChatMemory.Cluster;

internal sealed class WorldSessions(IGrainFactory grains) : IChatSessionFactory
{
    public ChatSessionActor Create(SessionKey key) => World.Of(key.Owner).Session(key, grains);
}

internal sealed class WorldUsers : IUserMemoryFactory
{
    public IUserMemory Create(UserKey key) => World.Of(key).User(key);
}
