using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Support;
using ChatMemory.Values;

namespace ChatMemory.Behaviour.Values;

/// <summary>What a host must offer for its stored values to be tested: owned time, and a crash.</summary>
public abstract class StoredValueFixture : IAsyncDisposable
{
    /// <summary>The host's clock.</summary>
    public ManualTime Time { get; } = new();

    /// <summary>Where the values are kept.</summary>
    public abstract IJournalStore Journals { get; }

    /// <summary>A value as the host leads to it.</summary>
    public abstract IStoredValue Value(ValueKey key);

    /// <summary>The key under which a value is kept.</summary>
    public virtual ValueKey Stored(ValueKey key) => key;

    /// <summary>Takes everything from the host but what is stored.</summary>
    public abstract Task CrashAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
