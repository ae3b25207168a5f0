using ChatMemory.Journals.Writing;

namespace ChatMemory.Journals;

/// <summary>A database that holds its first transaction back and fails when it is told to.</summary>
internal sealed class ScriptedDatabase : IJournalDatabase, IJournalWriter
{
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _through = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<JournalKey> _keys = [];

    public List<List<JournalKey>> Committed { get; } = [];

    public JournalKey? Poison { get; set; }

    public bool Away { get; set; }

    public int Begun { get; private set; }

    public Task Reached => _reached.Task;

    public int Writers => 1;

    public bool Blocks => false;

    public void LetThrough() => _through.TrySetResult();

    public Task InitializeAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IJournalWriter CreateWriter() => this;

    public ValueTask<ReadLease> RentAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public bool IsAway(Exception error) => error is IOException;

    public ChatMemoryException Explain(Exception error) => new(error.Message, IsAway(error), error);

    public async ValueTask<Dictionary<JournalKey, JournalRow>> BeginAsync(IReadOnlyCollection<JournalKey> keys, bool synced)
    {
        Begun++;
        _keys = [.. keys];
        _reached.TrySetResult();
        await _through.Task;
        return Away ? throw new IOException("away") : [];
    }

    public ValueTask CommitAsync(JournalGroup group)
    {
        if (Poison is { } poison && _keys.Contains(poison))
            throw new InvalidOperationException("poison");
        Committed.Add(_keys);
        return ValueTask.CompletedTask;
    }

    public ValueTask RollbackAsync() => ValueTask.CompletedTask;

    public ValueTask<bool> ScrubAsync() => ValueTask.FromResult(true);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
