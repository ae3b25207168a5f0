namespace ChatMemory.Values;

/// <summary>
/// One stored value: any JSON under a key of a namespace, as every host offers it. Writes of one key wait for each other; a read runs between
/// them and sees every write that was acknowledged before. A value that has expired is as one that was deleted.
/// </summary>
public interface IStoredValue
{
    /// <summary>The value; null when there is none.</summary>
    Task<StoredValue?> GetAsync(CancellationToken cancellationToken = default);

    /// <summary>Replaces the value, or makes it.</summary>
    Task<WriteOutcome> SetAsync(SetValue command, CancellationToken cancellationToken = default);

    /// <summary>Adds to the end of a list, or makes one. However many do so at once, nobody's items are lost.</summary>
    Task<WriteOutcome> AppendAsync(AppendToValue command, CancellationToken cancellationToken = default);

    /// <summary>Deletes the value; its text is not stored any more.</summary>
    Task<WriteOutcome> DeleteAsync(DeleteValue command, CancellationToken cancellationToken = default);
}
