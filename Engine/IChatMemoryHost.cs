using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using ChatMemory.Values;

namespace ChatMemory;

/// <summary>What runs the engine: it leads every call to the one writer of its key. One process and the cluster each have one.</summary>
public interface IChatMemoryHost
{
    /// <summary>The session of a key. Costs nothing until it is called.</summary>
    IChatSession Session(SessionKey key);

    /// <summary>The memory of a user. Costs nothing until it is called.</summary>
    IUserMemory User(UserKey key);

    /// <summary>The stored value of a key. Costs nothing until it is called.</summary>
    IStoredValue Value(ValueKey key);
}
