namespace ChatMemory.Journals.Writing;

/// <summary>One connection that writes, a transaction at a time.</summary>
internal interface IJournalWriter : IAsyncDisposable
{
    /// <summary>Begins a transaction and locks the journals that exist of <paramref name="keys"/>.</summary>
    ValueTask<Dictionary<JournalKey, JournalRow>> BeginAsync(IReadOnlyCollection<JournalKey> keys, bool synced);

    /// <summary>Writes what the group decided and commits.</summary>
    ValueTask CommitAsync(JournalGroup group);

    /// <summary>Gives up what was begun. Never throws: a connection that cannot is replaced by the next <see cref="BeginAsync"/>.</summary>
    ValueTask RollbackAsync();

    /// <summary>Removes bytes that committed transactions have overwritten from wherever else the database keeps them.</summary>
    /// <returns>False if a reader was in the way: try again.</returns>
    ValueTask<bool> ScrubAsync();
}
