using ChatMemory.Extraction;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Memories;
using ChatMemory.Sessions;
using ChatMemory.Values;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatMemory.InProcess;

/// <summary>The engine in one process: a mailbox for each loaded session, user's memory and stored value.</summary>
public sealed class InProcessHost : IChatMemoryHost
{
    private readonly Residents<SessionKey, ChatSessionActor> _sessions;
    private readonly Residents<UserKey, IUserMemory> _users;
    private readonly Residents<ValueKey, IStoredValue> _values;
    private readonly IJournalStore _journals;
    private readonly HostOptions _options;
    private readonly ILogger _log;

    /// <summary>Makes a host; nothing is loaded before it is called for.</summary>
    /// <param name="journals">Where everything is kept.</param>
    /// <param name="model">Who answers.</param>
    /// <param name="extractions">Is told of completed exchanges.</param>
    /// <param name="users">Makes the actors of users' memories.</param>
    /// <param name="values">Makes the writers of stored values.</param>
    /// <param name="sessionOptions">Bounds each session.</param>
    /// <param name="hostOptions">Bounds this host.</param>
    /// <param name="time">The clock.</param>
    /// <param name="ids">Names what is made.</param>
    /// <param name="logs">Where to log.</param>
    /// <param name="tokens">Is told what the model counts; null when nobody asks.</param>
    public InProcessHost(
        IJournalStore journals,
        IChatClient model,
        IExtractionQueue extractions,
        IUserMemoryFactory users,
        IStoredValueFactory values,
        IOptions<SessionOptions> sessionOptions,
        IOptions<HostOptions> hostOptions,
        TimeProvider time,
        IIdSource ids,
        ILoggerFactory logs,
        ITokenMeter? tokens = null)
    {
        ArgumentNullException.ThrowIfNull(users);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(sessionOptions);
        ArgumentNullException.ThrowIfNull(hostOptions);
        _journals = journals;
        _options = hostOptions.Value;
        _log = logs.CreateLogger<InProcessHost>();
        var services = new SessionServices(
            journals, model, this, extractions, sessionOptions.Value, time, ids, logs.CreateLogger<ChatSessionActor>())
        {
            Tokens = tokens,
        };
        _sessions = new(key => new(key, services), _options, time);
        _users = new(users.Create, _options, time);
        _values = new(values.Create, _options, time);
    }

    /// <summary>How many sessions are loaded.</summary>
    public int LoadedSessions => _sessions.Count;

    /// <summary>How many users' memories are loaded.</summary>
    public int LoadedUsers => _users.Count;

    /// <inheritdoc/>
    public IChatSession Session(SessionKey key) => new SessionProxy(key, _sessions);

    /// <inheritdoc/>
    public IUserMemory User(UserKey key) => new UserMemoryProxy(key, _users);

    /// <inheritdoc/>
    public IStoredValue Value(ValueKey key) => new StoredValueProxy(key, _values);

    /// <summary>
    /// Takes up what was left open: answers that a crash cut become incomplete, queued exchanges go on, due extractions are
    /// offered again. What fails is logged and left to the next time.
    /// </summary>
    public async Task RecoverAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = _options.RecoveryConcurrency,
            CancellationToken = cancellationToken,
        };
        await Parallel.ForEachAsync(
            _journals.OpenWorkAsync(owner: null, cancellationToken), parallel, async (head, token) => await WakeAsync(head.Key, token));
    }

    /// <summary>Lets go what nobody has used for <see cref="HostOptions.IdleAfter"/>.</summary>
    public async Task LetGoIdleAsync()
    {
        await _sessions.LetGoIdleAsync();
        await _users.LetGoIdleAsync();
        await _values.LetGoIdleAsync();
    }

    /// <summary>Gives running answers <see cref="HostOptions.ShutdownGrace"/> to end, then cuts them as incomplete.</summary>
    public async Task StopAsync()
    {
        await _sessions.StopAsync(_options.ShutdownGrace);
        await _users.StopAsync(_options.ShutdownGrace);
    }

    private async Task WakeAsync(JournalKey key, CancellationToken cancellationToken)
    {
        try
        {
            await OpenWork.WakeAsync(this, key, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            HostLog.WakingFailed(_log, failure);
        }
    }
}
