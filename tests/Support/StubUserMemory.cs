using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;

namespace ChatMemory.Support;

/// <summary>A user's memory for tests of what stands beside it: it keeps what it is taught and recalls all of it.</summary>
public sealed class StubUserMemory : IUserMemory
{
    private readonly Lock _gate = new();
    private readonly List<LearnFromExchange> _learned = [];

    /// <summary>Called before each recall; await to hold it back, throw to fail it.</summary>
    public Func<RecallQuery, Task>? BeforeRecall { get; set; }

    /// <summary>Called before each learning; await to hold it back, throw to fail it.</summary>
    public Func<LearnFromExchange, Task>? BeforeLearn { get; set; }

    /// <summary>What was learned, each exchange and part once.</summary>
    public IReadOnlyList<LearnFromExchange> Learned
    {
        get
        {
            lock (_gate)
                return [.. _learned];
        }
    }

    public async Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default)
    {
        if (BeforeRecall is { } before)
            await before(query);
        List<RecalledMemory> found =
            [.. Learned.SelectMany(it => it.Candidates).Select((it, index) => new RecalledMemory(MemoryOf(it, index), 0.5f, new(0.5f, 0, [])))];
        return new([.. found.Take(query.Limit)], Partial: false, 0, 0, 0);
    }

    public async Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default)
    {
        if (BeforeLearn is { } before)
            await before(command);
        lock (_gate)
        {
            if (_learned.Exists(it => it.Exchange == command.Exchange && it.Part == command.Part))
                return new(LearnStatus.AlreadyLearned, 0, 0);
            _learned.Add(command);
            return new(LearnStatus.Learned, command.Candidates.Count, 0);
        }
    }

    public Task EraseAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _learned.Clear();
        return Task.CompletedTask;
    }

    public Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default) => Task.FromResult(true);

    public Task ReindexAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    public Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default)
    {
        List<Memory> all = [.. Learned.SelectMany(it => it.Candidates).Select(MemoryOf)];
        return Task.FromResult(new MemoryPage(all, Next: null, all.Count));
    }

    public Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<MemoryChange>?>([]);

    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(FeedPosition after, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private static Memory MemoryOf(Extraction.Candidate it, int index) => new()
    {
        Id = new(new Guid(index + 1, 0, 0x7000, [0x80, 1, 0, 0, 0, 0, 0, 0])),
        Text = it.Text,
        Kind = it.Kind,
        Provenance = it.Provenance,
        SaidAt = it.SaidAt,
        CreatedAt = it.SaidAt,
        UpdatedAt = it.SaidAt,
    };
}
