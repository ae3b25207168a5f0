using ChatMemory.Journals.Writing;
using ChatMemory.Keys;
using ChatMemory.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.Journals;

/// <summary>Journals on SQL: writes go through <see cref="GroupCommit"/>, reads beside it.</summary>
internal sealed partial class SqlJournalStore(
    IJournalDatabase database, IOptions<JournalOptions> options, TimeProvider time, JournalCounters counters, ILogger<SqlJournalStore> logger)
    : IJournalStore, IAsyncDisposable
{
    private readonly JournalOptions _options = options.Value;
    private readonly ILogger _logger = logger;
    private GroupCommit[] _writers = [];

    /// <summary>Creates or upgrades the schema and takes up work. Once, before anything else.</summary>
    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        await InitializeDatabaseAsync(cancellationToken);
        _writers = [.. Enumerable.Range(0, database.Writers).Select(_ => new GroupCommit(database, _options, time, counters, _logger))];
        foreach (var writer in _writers)
            writer.Start();
    }

    public async Task<JournalHead> OpenAsync(JournalKey key, CancellationToken cancellationToken = default) =>
        await FindAsync(key, cancellationToken) ?? await WriteAsync(new OpenJournal(key), cancellationToken);

    public async Task<JournalAppendResult> AppendAsync(JournalAppend append, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(append);
        // The pieces of a running answer would drown everything else in a trace.
        using var activity = append.Durability == Durability.Synced ? EngineTelemetry.Source.StartActivity("journal.append") : null;
        var started = time.GetTimestamp();
        var result = await WriteAsync(new AppendRecords(append), cancellationToken);
        JournalMetrics.Appended(time.GetElapsedTime(started), append.Durability);
        return result;
    }

    public Task WriteSnapshotAsync(JournalKey key, long epoch, JournalSnapshot snapshot, CancellationToken cancellationToken = default) =>
        WriteAsync(new WriteSnapshot(key, epoch, snapshot), cancellationToken);

    public Task<bool> DeleteAsync(JournalKey key, CancellationToken cancellationToken = default) =>
        WriteAsync(new DeleteJournal(key), cancellationToken);

    public Task<bool> DeleteAsync(JournalHead head, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(head);
        return WriteAsync(new DeleteJournal(head.Key, head), cancellationToken);
    }

    public Task WriteVectorsAsync(
        UserKey owner, long epoch, string model, IReadOnlyList<StoredVector> vectors, CancellationToken cancellationToken = default) =>
        WriteAsync(new WriteVectors(JournalKey.Of(owner), epoch, model, vectors), cancellationToken);

    public Task ForgetVectorsAsync(
        UserKey owner, long epoch, string model, IReadOnlyList<MemoryId> memories, CancellationToken cancellationToken = default) =>
        WriteAsync(new ForgetVectors(JournalKey.Of(owner), epoch, model, memories), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        // A container that knows the store by two types disposes of it twice.
        foreach (var writer in Interlocked.Exchange(ref _writers, []))
            await writer.DisposeAsync();
        _reader.Dispose();
        await database.DisposeAsync();
    }

    private Task<T> WriteAsync<T>(JournalWrite<T> write, CancellationToken cancellationToken)
    {
        if (_writers.Length == 0)
            throw new InvalidOperationException($"The journals are used before {nameof(InitializeAsync)}.");
        var owner = write.Key.Value?.GetHashCode() ?? write.Key.Owner.GetHashCode();
        var writer = (uint)owner % (uint)_writers.Length;
        return _writers[writer].WriteAsync(write, cancellationToken);
    }

    private async Task InitializeDatabaseAsync(CancellationToken cancellationToken)
    {
        var begun = time.GetTimestamp();
        while (true)
        {
            try
            {
                await database.InitializeAsync(cancellationToken);
                return;
            }
            catch (Exception error) when (error is not (ChatMemoryException or OperationCanceledException))
            {
                var explained = database.Explain(error);
                if (!database.IsAway(error) || time.GetElapsedTime(begun) >= _options.StartupTimeout)
                    throw explained;
                LogWaiting(explained);
                await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
            }
        }
    }

    [LoggerMessage(3021, LogLevel.Warning, "The journals' database is not up yet; it is tried again")]
    private partial void LogWaiting(Exception error);
}
