using System.Text;
using ChatMemory.Journals;
using ChatMemory.Keys;

namespace ChatMemory.Memories;

/// <summary>Takes random steps with two activations on one store, and remembers what was acknowledged: the naive model.</summary>
internal sealed class RandomRun
{
    private readonly UserMemoryActorFixture _host = new() { Options = new() { SnapshotBytes = 1_024 } };
    private readonly UserKey _user;
    private readonly HashSet<(ExchangeId, bool)> _learned = [];
    private readonly List<MemoryId> _known = [];
    private (IUserMemory Now, IUserMemory Other) _actors;

    public RandomRun(UserKey user)
    {
        _user = user;
        _actors = (_host.NewUser(user), _host.NewUser(user));
    }

    /// <summary>What an acknowledged command left, by memory.</summary>
    public Dictionary<MemoryId, string> Acknowledged { get; } = [];

    public HashSet<MemoryId> Deleted { get; } = [];

    public List<LearnStatus> LearnedTwice { get; } = [];

    public async Task TakeAsync(Step step)
    {
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        switch (step)
        {
            case Step.Add add:
                Note(add.Text, await _actors.Now.AddAsync(
                    new([new() { Text = add.Text, Slot = add.Slot, Immutable = add.Immutable }], add.Key is { } key ? $"k{key}" : null)));
                break;
            case Step.Update update when _known.Count > 0:
                await UpdateAsync(_known[update.Memory % _known.Count], update.Text);
                break;
            case Step.Delete delete when _known.Count > 0:
                Note(await _actors.Now.DeleteAsync(new([_known[delete.Memory % _known.Count]], WithSuperseded: delete.WithSuperseded)));
                break;
            case Step.Learn learn:
                await LearnAsync(learn);
                break;
            case Step.Crash:
                _actors = (_host.NewUser(_user), _actors.Other);
                break;
            case Step.FailingAppend failing:
                await FailAsync(failing);
                break;
            case Step.Other:
                _actors = (_actors.Other, _actors.Now);
                break;
        }
    }

    public async Task<UserMemory> StateAsync()
    {
        var head = await _host.Journals.FindAsync(JournalKey.Of(_user));
        var listener = new Silent();
        var journal = new MemoryJournal(_user, _host.Journals, new(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, listener);
        await journal.CatchUpAsync();
        Assert.Equal(head?.Sequence ?? 0, journal.State.Sequence);
        return journal.State;
    }

    public async Task<UserMemory> ReplayAsync(long upTo)
    {
        var state = new UserMemory();
        await foreach (var record in RecordsAsync())
            state.Apply(MemoryJournalJson.Read(record.Payload), record.Sequence);
        Assert.Equal(upTo, state.Sequence);
        return state;
    }

    public async IAsyncEnumerable<MemoryChange> ChangesAsync()
    {
        await foreach (var record in RecordsAsync())
        {
            if (MemoryChanges.Of(MemoryJournalJson.Read(record.Payload), record.Sequence) is { } change)
                yield return change;
        }
    }

    /// <summary>All payloads and the snapshot as text.</summary>
    public async Task<string> StoredTextAsync()
    {
        var stored = new StringBuilder();
        await foreach (var record in RecordsAsync())
            stored.Append(Encoding.UTF8.GetString(record.Payload.Span));
        if (await _host.Journals.FindAsync(JournalKey.Of(_user)) is { } head
            && await _host.Journals.ReadSnapshotAsync(head.Key, head.Epoch) is { } snapshot)
            stored.Append(Encoding.UTF8.GetString(snapshot.Payload.Span));
        return stored.ToString();
    }

    private async IAsyncEnumerable<JournalRecord> RecordsAsync()
    {
        if (await _host.Journals.FindAsync(JournalKey.Of(_user)) is not { } head)
            yield break;
        await foreach (var record in _host.Journals.ReadAsync(head.Key, head.Epoch))
            yield return record;
    }

    private async Task UpdateAsync(MemoryId id, string text)
    {
        if ((await _actors.Now.UpdateAsync(new(id, text))).Status == UpdateStatus.Updated)
            Acknowledged[id] = text;
    }

    private async Task LearnAsync(Step.Learn learn)
    {
        var outcome = await _actors.Now.LearnAsync(RandomCommands.Command(learn, await _host.EpochOfAsync(_user)));
        if (!_learned.Add((RandomCommands.Exchange(learn), learn.IsEpisode)))
            LearnedTwice.Add(outcome.Status);
    }

    private async Task FailAsync(Step.FailingAppend failing)
    {
        var flaky = new FlakyJournalStore(_host.Journals) { FailsAfter = failing.TookPlace };
        await Assert.ThrowsAsync<ChatMemoryException>(() => AddFreshAsync(flaky, failing.Text));
    }

    // A text of its own, so that the command appends for certain.
    private async Task AddFreshAsync(IJournalStore journals, string text) =>
        await _host.NewUser(_user, journals).AddAsync(new([new() { Text = $"{text} {Guid.Empty} {_host.Time.GetUtcNow().Ticks}" }]));

    private void Note(string text, AddOutcome outcome)
    {
        var (id, created) = outcome.Results[0];
        if (!_known.Contains(id))
            _known.Add(id);
        // With a key, the outcome may be that of an earlier call, whose memory has another text by now or is gone.
        if (created && !Acknowledged.ContainsKey(id) && !Deleted.Contains(id))
            Acknowledged[id] = text;
    }

    private void Note(DeleteOutcome outcome)
    {
        foreach (var id in outcome.Deleted)
        {
            Acknowledged.Remove(id);
            Deleted.Add(id);
        }
    }

    private sealed class Silent : IMemoryListener
    {
        public Task LoadingAsync(long epoch) => Task.CompletedTask;

        public void Reset(UserMemory state, long? epoch)
        {
        }

        public void Happened(MemoryEvent happened, UserMemory state)
        {
        }

        public void Applied()
        {
        }
    }
}
