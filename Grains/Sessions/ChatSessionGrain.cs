using ChatMemory.Cluster.Nodes;
using ChatMemory.Cluster.Wire;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Placement;
using Orleans.Runtime.Placement;
using Orleans.Serialization.Invocation;
using Orleans.Streams;

namespace ChatMemory.Cluster.Sessions;

/// <summary>
/// A session's actor where the cluster has placed it. The actor has the rules; the grain gives it its turns, keeps it awake while
/// it is at work, and tells the session's stream what happens.
/// </summary>
// Random placement spreads sessions evenly; the default would put all of them on the node that started last.
[RandomPlacement, GrainType("session"), MayInterleave(nameof(MayInterleave))]
internal sealed class ChatSessionGrain(
    IChatSessionFactory sessions, LocalSessions node, IServiceProvider services, ILogger<ChatSessionGrain> log)
    : Grain, IChatSessionGrain
{
    // What a caller waits for at most in one call, whoever the caller is.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LookWhetherIdle = TimeSpan.FromSeconds(30);

    private ChatSessionActor _session = null!;
    private EventPublisher? _events;
    private TaskScheduler _scheduler = null!;
    private IGrainTimer? _awake;

    /// <summary>The calls that <see cref="IChatSession"/> lets run between the steps of the others.</summary>
    public static bool MayInterleave(IInvokable call) => call.GetMethodName() is
        nameof(CancelAsync) or nameof(StatusAsync) or nameof(TranscriptAsync) or nameof(FindExchangeAsync) or nameof(SettledAsync);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var key = this.GetPrimaryKeyString();
        _scheduler = TaskScheduler.Current;
        _session = sessions.Create(SessionKey.Parse(key));
        if (services.GetKeyedService<IStreamProvider>(SessionEvents.Provider) is { } streams)
            _events = new(_session, streams.StreamOf(key), log);
        if (!node.Enter(this))
            MoveOn();
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        node.Leave(this);
        await _session.StopAsync(TimeSpan.Zero).WaitAsync(cancellationToken);
    }

    public async Task<StartOutcome> StartAsync(StartExchange command, CancellationToken cancellationToken)
    {
        return Begun(await UnlessStoppingAsync(() => _session.StartAsync(command, cancellationToken)));
    }

    public async Task<StartOutcome> RecordAsync(RecordExchange command, CancellationToken cancellationToken)
    {
        return Begun(await UnlessStoppingAsync(() => _session.RecordAsync(command, cancellationToken)));
    }

    public async Task<SubmitOutcome> SubmitToolResultsAsync(SubmitToolResults command, CancellationToken cancellationToken)
    {
        var outcome = Worked(await UnlessStoppingAsync(() => _session.SubmitToolResultsAsync(command, cancellationToken)));
        return outcome == SubmitOutcome.NotFound ? await UnlessFallenBehindAsync(outcome, cancellationToken) : outcome;
    }

    public async Task<CancelOutcome> CancelAsync(ExchangeId exchange, CancellationToken cancellationToken)
    {
        var outcome = Worked(await _session.CancelAsync(exchange, cancellationToken));
        return outcome == CancelOutcome.NotFound ? await UnlessFallenBehindAsync(outcome, cancellationToken) : outcome;
    }

    public async IAsyncEnumerable<IReadOnlyList<ChatEvent>> FollowAsync(
        FollowSession request, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var batch in _session.FollowAsync(request, cancellationToken))
            yield return WireList.Of(batch);
    }

    public async Task<SessionStatus?> StatusAsync(CancellationToken cancellationToken) =>
        Worked(await _session.StatusAsync(cancellationToken));

    public async Task<TranscriptPage?> TranscriptAsync(TranscriptQuery query, CancellationToken cancellationToken) =>
        Worked(await _session.TranscriptAsync(query, cancellationToken));

    public async Task<Exchange?> FindExchangeAsync(ExchangeId exchange, CancellationToken cancellationToken)
    {
        var found = Worked(await _session.FindExchangeAsync(exchange, cancellationToken));
        return found ?? await UnlessFallenBehindAsync(found, cancellationToken);
    }

    public async Task<RetryOutcome> RetryExtractionAsync(ExchangeId exchange, CancellationToken cancellationToken)
    {
        var outcome = Worked(await _session.RetryExtractionAsync(exchange, cancellationToken));
        return outcome == RetryOutcome.NotFound ? await UnlessFallenBehindAsync(outcome, cancellationToken) : outcome;
    }

    public async Task<IReadOnlyList<PendingExtraction>> PendingExtractionsAsync(int limit, CancellationToken cancellationToken) =>
        WireList.Of(Worked(await _session.PendingExtractionsAsync(limit, cancellationToken)));

    public async Task ReportExtractionAsync(ExtractionReport report, CancellationToken cancellationToken)
    {
        await _session.ReportExtractionAsync(report, cancellationToken);
        Worked(true);
    }

    public async Task<bool> SettledAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        Worked(await _session.SettledAsync(patience < LongestWait ? patience : LongestWait, cancellationToken));

    public async Task<SessionStatus?> DescribeAsync(DescribeSession command, CancellationToken cancellationToken)
    {
        return Worked(await UnlessStoppingAsync(() => _session.DescribeAsync(command, cancellationToken)));
    }

    public async Task<RemoveOutcome> RemoveAsync(RemoveExchange command, CancellationToken cancellationToken) =>
        Worked(await _session.RemoveAsync(command, cancellationToken));

    public async Task<bool> DeleteAsync(CancellationToken cancellationToken) =>
        Worked(await _session.DeleteAsync(cancellationToken));

    /// <summary>Lets a running answer end, then moves the session to another node. Called from outside of the grain.</summary>
    public Task HandOverAsync(TimeSpan grace) => Task.Factory.StartNew(
        async () =>
        {
            await _session.StopAsync(grace);
            MoveOn();
        },
        CancellationToken.None,
        TaskCreationOptions.DenyChildAttach,
        _scheduler).Unwrap();

    // To a named node: messages that are still sent here are then forwarded, and the other nodes learn where the session is.
    private void MoveOn()
    {
        if (node.Elsewhere() is { } other)
            GrainContext.Migrate(new(StringComparer.Ordinal) { [IPlacementDirector.PlacementHintKey] = other });
        else
            DeactivateOnIdle();
    }

    // What a stopping node does not take, or could not end, the caller asks of the node that has the session next.
    private async Task<T> UnlessStoppingAsync<T>(Func<Task<T>> call)
    {
        if (node.IsStopping)
            throw new NodeStoppingException();
        try
        {
            return await call();
        }
        catch (ChatMemoryException failure) when (failure.IsTransient && node.IsStopping)
        {
            throw new NodeStoppingException();
        }
    }

    // Where another activation has taken this one's place, it must not say that something is not there. To its caller it is as if the
    // node stopped: the session is elsewhere.
    private async Task<T> UnlessFallenBehindAsync<T>(T missing, CancellationToken cancellationToken)
    {
        if (!await _session.HasFallenBehindAsync(cancellationToken))
            return missing;
        DeactivateOnIdle();
        throw new NodeStoppingException();
    }

    private StartOutcome Begun(StartOutcome outcome)
    {
        if (outcome is StartOutcome.Accepted { Duplicate: false } accepted)
            _events?.EnsureRunning(accepted.FirstEvent);
        return Worked(outcome);
    }

    // After each call: stay awake while there is work; go when another activation took the journal over.
    private T Worked<T>(T outcome)
    {
        if (_session.LostItsFence)
            DeactivateOnIdle();
        else if (!_session.IsIdle)
            _awake ??= this.RegisterGrainTimer(RestWhenIdleAsync, new(LookWhetherIdle, LookWhetherIdle) { Interleave = true, KeepAlive = true });
        return outcome;
    }

    private Task RestWhenIdleAsync(CancellationToken cancellationToken)
    {
        if (_session.IsIdle)
        {
            _awake?.Dispose();
            _awake = null;
        }

        return Task.CompletedTask;
    }
}
