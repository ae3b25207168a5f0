using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Cluster.Sessions;

/// <summary>Makes the actor of a session when its grain comes to life.</summary>
public interface IChatSessionFactory
{
    /// <summary>The actor of a session, not loaded yet.</summary>
    ChatSessionActor Create(SessionKey key);
}
