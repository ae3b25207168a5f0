using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Support;

namespace ChatMemory.Behaviour.Memories;

/// <summary>What a host must offer for its users' memories to be tested: owned time, a scripted embedding model, and a crash.</summary>
public abstract class UserMemoryFixture : IAsyncDisposable
{
    /// <summary>The host's clock.</summary>
    public ManualTime Time { get; } = new();

    /// <summary>The host's embedding model.</summary>
    public ScriptedEmbeddings Embeddings { get; } = new();

    /// <summary>A user's memory as the host leads to it.</summary>
    public abstract IUserMemory User(UserKey key);

    /// <summary>The epoch of a user's memory, as a session learns it when it is opened.</summary>
    public abstract Task<long> EpochOfAsync(UserKey key);

    /// <summary>Takes everything from the host but what is stored.</summary>
    public abstract Task CrashAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
