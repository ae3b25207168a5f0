namespace ChatMemory.Memories;

/// <summary>Hears what becomes true of a user's memory, to keep what is derived from it.</summary>
internal interface IMemoryListener
{
    /// <summary>A journal is being read; its state comes with <see cref="Reset"/>.</summary>
    Task LoadingAsync(long epoch);

    /// <summary>Everything known before is void; this is the state now.</summary>
    void Reset(UserMemory state, long? epoch);

    /// <summary>An event was applied to the state.</summary>
    void Happened(MemoryEvent happened, UserMemory state);

    /// <summary>All events known so far were applied.</summary>
    void Applied();
}
