using Microsoft.Extensions.Logging;

namespace ChatMemory.Journals.Writing;

/// <summary>
/// The only one that writes to its journals: takes all that waits, decides it in one transaction and tells every caller
/// after the commit.
/// </summary>
internal sealed partial class GroupCommit(
    IJournalDatabase database, JournalOptions options, TimeProvider time, JournalCounters counters, ILogger logger)
    : IAsyncDisposable
{
    // Readers hold a page for a few milliseconds; after a second of them a caller has waited long enough.
    private const int ScrubsBeforeTelling = 50;
    private static readonly TimeSpan ScrubPause = TimeSpan.FromMilliseconds(20);

    private readonly WriteQueue _queue = new(Math.Max(1, options.QueueLimit / database.Writers), options.QueueTimeout, time);
    private readonly IJournalWriter _writer = database.CreateWriter();
    private readonly List<JournalWrite> _unscrubbed = [];
    private Task _running = Task.CompletedTask;
    private bool _scrubDue;
    private int _scrubs;
    private bool _away;
    private bool _disposed;

    /// <summary>Whether the last transaction could not reach the database.</summary>
    public bool IsAway => Volatile.Read(ref _away);

    private TimeSpan Patience => _scrubDue ? ScrubPause : Timeout.InfiniteTimeSpan;

    public void Start() =>
        _running = database.Blocks
            ? Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            : Task.Run(RunAsync);

    public async Task<T> WriteAsync<T>(JournalWrite<T> write, CancellationToken cancellationToken)
    {
        await _queue.AddAsync(write, cancellationToken);
        return await write.Told;
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        _queue.Complete();
        await _running;
        await _writer.DisposeAsync();
        _queue.Dispose();
    }

    // A blocking database completes everything before it returns, so nothing here waits on the thread pool.
    private void Run()
    {
        while (!_queue.IsDone)
            TurnAsync(_queue.Wait(Patience)).AsTask().GetAwaiter().GetResult();
        TellUnscrubbed();
    }

    private async Task RunAsync()
    {
        while (!_queue.IsDone)
            await TurnAsync(await _queue.WaitAsync(Patience));
        TellUnscrubbed();
    }

    private async ValueTask TurnAsync(bool arrived)
    {
        if (arrived && _queue.Take(options.GroupWrites, options.GroupBytes) is { Count: > 0 } writes)
            await CommitOrSplitAsync(writes);
        if (_scrubDue)
            await ScrubAsync();
    }

    private async ValueTask CommitOrSplitAsync(List<JournalWrite> writes, bool again = false)
    {
        try
        {
            await CommitAsync(writes);
        }
#pragma warning disable CA1031 // Whatever it is, its callers are told and the loop lives on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await _writer.RollbackAsync();
            await FailOrSplitAsync(writes, error, again);
        }
    }

    private async ValueTask CommitAsync(List<JournalWrite> writes)
    {
        var rows = await _writer.BeginAsync(writes.Select(write => write.Key).ToHashSet(), writes.Exists(write => write.Synced));
        var group = new JournalGroup(rows, time.GetUtcNow());
        foreach (var write in writes)
            write.Decide(group);

        await _writer.CommitAsync(group);
        Tell(writes);
    }

    private void Tell(List<JournalWrite> writes)
    {
        counters.Committed(writes.Count);
        if (_away)
            LogBack();
        Volatile.Write(ref _away, false);
        foreach (var write in writes)
        {
            if (write.Erases)
                _unscrubbed.Add(write);
            else
                write.Acknowledge();
        }

        if (_unscrubbed.Count > 0)
            (_scrubDue, _scrubs) = (true, 0);
    }

    // One by one, so that a write that cannot be done fails alone, and once more, because two processes may have met at one row.
    private async ValueTask FailOrSplitAsync(List<JournalWrite> writes, Exception error, bool again)
    {
        var away = database.IsAway(error);
        if (away || again)
        {
            Fail(writes, error, away);
            return;
        }

        LogSplit(writes.Count, error);
        foreach (var write in writes)
            await CommitOrSplitAsync([write], again: true);
    }

    private void Fail(List<JournalWrite> writes, Exception error, bool away)
    {
        counters.Failed();
        if (!_away || !away)
            LogFailed(writes.Count, error);
        Volatile.Write(ref _away, away);
        var explained = database.Explain(error);
        writes.ForEach(write => write.Fail(explained));
    }

    private async ValueTask ScrubAsync()
    {
        if (await _writer.ScrubAsync())
            _scrubDue = false;
        else if (++_scrubs == ScrubsBeforeTelling)
            LogScrubLate();

        if (!_scrubDue || _scrubs >= ScrubsBeforeTelling)
            TellUnscrubbed();
    }

    private void TellUnscrubbed()
    {
        _unscrubbed.ForEach(write => write.Acknowledge());
        _unscrubbed.Clear();
    }
}
