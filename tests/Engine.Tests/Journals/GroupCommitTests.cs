using ChatMemory.Journals.Writing;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;
using static ChatMemory.Journals.JournalWords;

namespace ChatMemory.Journals;

/// <summary>The writer's loop, over a database that does what the test says.</summary>
public sealed class GroupCommitTests : IAsyncDisposable
{
    private readonly ScriptedDatabase _database = new();
    private readonly ManualTime _time = new();
    private readonly GroupCommit _commits;

    public GroupCommitTests()
    {
        var options = new JournalOptions { QueueLimit = 4, GroupWrites = 3, GroupBytes = 100, QueueTimeout = TimeSpan.FromSeconds(2) };
        _commits = new(_database, options, _time, new(), NullLogger.Instance);
        _commits.Start();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _database.LetThrough();
        await _commits.DisposeAsync();
    }

    [Fact]
    public async Task Write_IntoAFullQueue_IsRefusedAfterABoundedWait()
    {
        var held = await HoldBackAsync(queued: 4);

        var extra = OpenAsync("one too many");
        Assert.False(extra.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(2));

        var error = await Assert.ThrowsAsync<OverloadedException>(() => extra);
        Assert.Equal("ChatMemory:Journals:QueueLimit", error.Limit);
        _database.LetThrough();
        await Task.WhenAll(held);
    }

    [Fact]
    public async Task Write_WaitingForAPlace_CanBeCancelled_AndTheQueueHoldsAsMuchAsBefore()
    {
        var held = await HoldBackAsync(queued: 4);
        using var gone = new CancellationTokenSource();

        var extra = _commits.WriteAsync(new OpenJournal(Session("extra")), gone.Token);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => extra);
        _database.LetThrough();
        await Task.WhenAll(held);
        Assert.DoesNotContain(_database.Committed.SelectMany(group => group), key => key == Session("extra"));
    }

    [Fact]
    public async Task Groups_AreBoundedInCount()
    {
        var held = await HoldBackAsync(queued: 4);
        _database.LetThrough();
        await Task.WhenAll(held);

        Assert.Equal([1, 3, 1], _database.Committed.Select(group => group.Count));
    }

    [Fact]
    public async Task Groups_AreBoundedInBytes()
    {
        var held = await HoldBackAsync(queued: 0);
        held.AddRange(Enumerable.Range(0, 3).Select(i => WriteSnapshotAsync($"s{i}", bytes: 60)));
        held.Add(WriteSnapshotAsync("large", bytes: 1_000));
        _database.LetThrough();
        await Task.WhenAll(held);

        Assert.Equal([1, 1, 1, 1, 1], _database.Committed.Select(group => group.Count));
    }

    [Fact]
    public async Task Write_ThatCannotBeDone_FailsAlone()
    {
        _database.Poison = Session("s1");
        var held = await HoldBackAsync(queued: 3);
        _database.LetThrough();

        await Assert.ThrowsAsync<ChatMemoryException>(() => held[2]);
        await held[1];
        await held[3];
        Assert.False(_commits.IsAway);
    }

    [Fact]
    public async Task DatabaseAway_FailsTheGroupAtOnce_AndTheWriterGoesOnWhenItIsBack()
    {
        var held = await HoldBackAsync(queued: 3);
        _database.Away = true;
        _database.LetThrough();

        foreach (var write in held)
            Assert.True((await Assert.ThrowsAsync<ChatMemoryException>(() => write)).IsTransient);
        Assert.True(_commits.IsAway);
        Assert.Equal(2, _database.Begun);

        _database.Away = false;
        await OpenAsync("again");
        Assert.False(_commits.IsAway);
    }

    [Fact]
    public async Task Closing_LetsWhatWasAcceptedRunOut_AndRefusesMore()
    {
        var held = await HoldBackAsync(queued: 4);

        var closing = _commits.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => OpenAsync("late"));
        _database.LetThrough();
        await closing;

        await Task.WhenAll(held);
    }

    // The first write is under way, so that those after it wait together.
    private async Task<List<Task>> HoldBackAsync(int queued)
    {
        var first = OpenAsync("first");
        await _database.Reached;
        return [first, .. Enumerable.Range(0, queued).Select(i => OpenAsync($"s{i}"))];
    }

    private Task<JournalHead> OpenAsync(string session) => _commits.WriteAsync(new OpenJournal(Session(session)), Cancellation);

    private Task<bool> WriteSnapshotAsync(string session, int bytes) =>
        _commits.WriteAsync(new WriteSnapshot(Session(session), 1, new(1, "f", new byte[bytes])), Cancellation);
}
