using System.Collections.Concurrent;
using System.Threading.Channels;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Extraction.Pool;

/// <summary>A pool over sessions and users that only keep what the pool does to them. Their outboxes and learned parts survive a crash of the pool.</summary>
internal sealed class PoolWorld : IChatMemoryHost, IExtractor, IAsyncDisposable
{
    private readonly ConcurrentDictionary<SessionKey, OutboxSession> _sessions = new();
    private readonly ConcurrentDictionary<UserKey, LearningUser> _users = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _awaited = int.MaxValue;
    private int _count;
    private ExtractionPool? _pool;

    public SignallingTime Time { get; } = new();

    public InMemoryJournalStore Journals => field ??= new(Time);

    public ExtractionOptions Options { get; init; } = new();

    /// <summary>What the extractor does; by default it finds nothing.</summary>
    public Func<ExtractionBatch, CancellationToken, Task> OnExtract { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called before every call of a session or a user; throw to crash there.</summary>
    public Action<string> OnCall { get; set; } = _ => { };

    /// <summary>The batches as the extractor saw them.</summary>
    public Channel<ExtractionBatch> Extracted { get; } = Channel.CreateUnbounded<ExtractionBatch>();

    /// <summary>The reports as they took effect.</summary>
    public Channel<(SessionKey Session, Sessions.ExtractionReport Report)> Reports { get; } =
        Channel.CreateUnbounded<(SessionKey, Sessions.ExtractionReport)>();

    public ExtractionQueue Queue { get; private set; } = null!;

    public static SessionKey Key(string user, string session = "s", string tenant = "t") =>
        new(new(TenantId.Parse(tenant), UserId.Parse(user)), SessionId.Parse(session));

    public OutboxSession Outbox(SessionKey key) => _sessions.GetOrAdd(key, _ => new(key, this));

    public LearningUser Learner(UserKey key) => _users.GetOrAdd(key, _ => new(this));

    public Sessions.IChatSession Session(SessionKey key) => Outbox(key);

    public Memories.IUserMemory User(UserKey key) => Learner(key);

    public Values.IStoredValue Value(ValueKey key) => throw new NotSupportedException();

    public async Task<IReadOnlyDictionary<ExchangeId, IReadOnlyList<Candidate>>> ExtractAsync(
        ExtractionBatch batch, CancellationToken cancellationToken = default)
    {
        Extracted.Writer.TryWrite(batch);
        await OnExtract(batch, cancellationToken);
        return batch.Exchanges.ToDictionary(
            pending => pending.Exchange.Id,
            pending => (IReadOnlyList<Candidate>)[.. Episodes.Of(Key("x"), pending.Exchange, pending.Memory).Select(episode => episode with { Kind = Memories.MemoryKind.Fact })]);
    }

    /// <summary>Starts a pool with an empty queue, as after a start of the host.</summary>
    public async Task StartAsync()
    {
        var options = Microsoft.Extensions.Options.Options.Create(Options);
        _pool?.Dispose();
        Queue = new(options);
        _pool = new(this, Journals, this, Queue, options, Time, new Random(1), NullLogger<ExtractionPool>.Instance);
        await _pool.StartAsync(TestContext.Current.CancellationToken);
    }

    public Task StopAsync() => _pool!.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Marks a session's journal as having open work, as its outbox does.</summary>
    public async Task LeaveOpenWorkAsync(SessionKey key)
    {
        var head = await Journals.OpenAsync(JournalKey.Of(key), TestContext.Current.CancellationToken);
        await Journals.AppendAsync(
            new(head.Key, head.Epoch, head.Sequence, [new byte[] { 1 }]) { OpenWork = true }, TestContext.Current.CancellationToken);
    }

    public async Task<Sessions.ExtractionReport> NextReportAsync() =>
        (await Reports.Reader.ReadAsync(TestContext.Current.CancellationToken)).Report;

    /// <summary>Ends when this many exchanges have left their outboxes.</summary>
    public Task SettledAsync(int exchanges)
    {
        lock (_settled)
        {
            _awaited = exchanges;
            if (_count >= exchanges)
                _settled.TrySetResult();
        }

        return _settled.Task;
    }

    public void Settle()
    {
        lock (_settled)
        {
            if (++_count >= _awaited)
                _settled.TrySetResult();
        }
    }

    public async Task<ExtractionBatch> NextBatchAsync() => await Extracted.Reader.ReadAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _pool!.Dispose();
    }
}
