namespace ChatMemory.Journals.Writing;

/// <summary>One thing that a caller wants written and waits for.</summary>
internal abstract class JournalWrite(JournalKey key)
{
    public JournalKey Key { get; } = key;

    /// <summary>About how much it writes.</summary>
    public virtual int Bytes => 0;

    /// <summary>Whether its acknowledgement promises that it survives the loss of power.</summary>
    public virtual bool Synced => false;

    /// <summary>Whether its acknowledgement promises that bytes are gone.</summary>
    public virtual bool Erases => false;

    /// <summary>Deletions share a transaction with deletions only, so that no group both loses and creates a journal of one key.</summary>
    public virtual bool IsDeletion => false;

    /// <summary>Decides against the group's rows, which include what the writes before it did.</summary>
    public abstract void Decide(JournalGroup group);

    public abstract void Acknowledge();

    public abstract void Fail(Exception error);
}

/// <inheritdoc cref="JournalWrite"/>
internal abstract class JournalWrite<T>(JournalKey key) : JournalWrite(key)
{
    // Callers must not run on the writer's thread.
    private readonly TaskCompletionSource<T> _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Told => _told.Task;

    /// <summary>What the caller will be told; final only after the commit.</summary>
    protected abstract T Outcome { get; }

    public override void Acknowledge() => _told.TrySetResult(Outcome);

    public override void Fail(Exception error) => _told.TrySetException(error);
}
