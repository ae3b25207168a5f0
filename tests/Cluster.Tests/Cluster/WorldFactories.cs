using ChatMemory.Cluster.Sessions;
using ChatMemory.InProcess;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using ChatMemory.Values;

namespace ChatMemory.Cluster;

internal sealed class WorldSessions(IGrainFactory grains) : IChatSessionFactory
{
    public ChatSessionActor Create(SessionKey key) => World.Of(key.Owner.Tenant).Session(key, grains);
}

internal sealed class WorldUsers : IUserMemoryFactory
{
    public IUserMemory Create(UserKey key) => World.Of(key.Tenant).User(key);
}

internal sealed class WorldValues : IStoredValueFactory
{
    public IStoredValue Create(ValueKey key) => World.Of(key.Tenant).Value(key);
}
