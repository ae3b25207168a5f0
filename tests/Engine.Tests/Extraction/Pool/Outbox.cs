using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Recall;
using ChatMemory.Sessions;

namespace ChatMemory.Extraction.Pool;

/// <summary>The outbox of a session and nothing else of it.</summary>
internal sealed class OutboxSession(SessionKey key, PoolWorld world) : IChatSession
{
    private readonly Lock _gate = new();
    private readonly List<Due> _due = [];

    public ExchangeId Add(string text = "I live in Lisbon.")
    {
        var pending = Extracting.Exchange(Extracting.User(text));
        lock (_gate)
            _due.Add(new(pending));
        return pending.Exchange.Id;
    }

    public Task<IReadOnlyList<PendingExtraction>> PendingExtractionsAsync(int limit, CancellationToken cancellationToken = default)
    {
        world.OnCall("pending");
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<PendingExtraction>>(
                [.. _due.Where(due => due.At <= world.Time.GetUtcNow()).Take(limit).Select(due => due.Pending)]);
        }
    }

    public Task ReportExtractionAsync(ExtractionReport report, CancellationToken cancellationToken = default)
    {
        world.OnCall("report");
        lock (_gate)
        {
            if (_due.Find(due => due.Pending.Exchange.Id == report.Exchange) is not { } due)
                return Task.CompletedTask;
            if (report.Error is null || report.Final)
            {
                _due.Remove(due);
                world.Settle();
            }
            else
            {
                due.Delay(world.Time.GetUtcNow() + report.RetryAfter!.Value);
            }
        }

        world.Reports.Writer.TryWrite((key, report));
        world.OnCall("reported");
        return Task.CompletedTask;
    }

    public Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<ChatEvent>> FollowAsync(FollowSession request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<TranscriptPage?> TranscriptAsync(TranscriptQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<Exchange?> FindExchangeAsync(ExchangeId exchange, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<RetryOutcome> RetryExtractionAsync(ExchangeId exchange, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<SessionStatus?> DescribeAsync(DescribeSession command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<RemoveOutcome> RemoveAsync(RemoveExchange command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private sealed class Due(PendingExtraction pending)
    {
        public PendingExtraction Pending { get; private set; } = pending;

        public DateTimeOffset At { get; private set; } = DateTimeOffset.MinValue;

        public void Delay(DateTimeOffset until)
        {
            At = until;
            Pending = Pending with { Attempts = Pending.Attempts + 1 };
        }
    }
}

/// <summary>What a user's memory does with learning: each part of an exchange once.</summary>
internal sealed class LearningUser(PoolWorld world) : IUserMemory
{
    private readonly Lock _gate = new();

    /// <summary>The parts that took effect, in order.</summary>
    public List<(ExchangeId Exchange, LearningPart Part, int Candidates)> Learned { get; } = [];

    public bool IsErased { get; set; }

    public Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default)
    {
        world.OnCall($"learn {command.Part}");
        LearnOutcome outcome;
        lock (_gate)
        {
            if (IsErased)
                return Task.FromResult(new LearnOutcome(LearnStatus.Erased, 0, 0));
            var known = Learned.Exists(learned => learned.Exchange == command.Exchange && learned.Part == command.Part);
            if (!known)
                Learned.Add((command.Exchange, command.Part, command.Candidates.Count));
            outcome = known ? new(LearnStatus.AlreadyLearned, 0, 1) : new(LearnStatus.Learned, command.Candidates.Count, 1);
        }

        world.OnCall($"learned {command.Part}");
        return Task.FromResult(outcome);
    }

    public Task<Memory?> GetAsync(MemoryId id, CancellationToken cancellationToken = default)
    {
        world.OnCall("get");
        return Task.FromResult<Memory?>(null);
    }

    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<RecallResult> RecallAsync(RecallQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<MemoryPage> ListAsync(MemoryQuery query, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<MemoryChange>?> HistoryAsync(MemoryId id, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<IReadOnlyList<MemoryFeedEvent>> FollowAsync(FeedPosition after, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> IndexedAsync(TimeSpan patience, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task ReindexAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task EraseAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
