using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.InProcess;

/// <summary>Makes the actor of a user's memory when the host loads it.</summary>
public interface IUserMemoryFactory
{
    /// <summary>The actor of a user, not loaded yet. One that is <see cref="IResident"/> is asked before it is let go, and one
    /// that is <see cref="IAsyncDisposable"/> is disposed of then.</summary>
    IUserMemory Create(UserKey key);
}
