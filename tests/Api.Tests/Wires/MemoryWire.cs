using ChatMemory.Api.OpenAI;

namespace ChatMemory.Api.Wires;

/// <summary>A wire that speaks of memories, and so can delete them.</summary>
internal abstract class MemoryWire(WireServer server) : Wire(server)
{
    /// <summary>The ids of what the wire lists.</summary>
    public abstract Task<string[]> ListAsync(string user);

    /// <summary>Deletes one memory.</summary>
    public abstract Task ForgetAsync(string user, string id);

    /// <summary>Deletes everything.</summary>
    public virtual async Task ForgetAllAsync(string user)
    {
        foreach (var id in await ListAsync(user))
            await ForgetAsync(user, id);
    }
}
