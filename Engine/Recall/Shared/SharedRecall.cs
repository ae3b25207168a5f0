using ChatMemory.Keys;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Recall.Shared;

/// <summary>
/// One user's part in a shared index: writes there what the user's own state has, and asks it for candidates that the user's own index then
/// ranks. What is not confirmed there yet is always among the candidates, so an answer includes every write; when the shared index is slow,
/// away or incomplete there are no candidates, and the user's own index answers alone.
/// </summary>
/// <remarks>
/// Lives as long as an epoch of the journal is believed in. Without locks, like the actor that owns it: called on one scheduler, to which its own
/// work returns after every await.
/// </remarks>
public sealed partial class SharedRecall : IDisposable
{
    private const int LeastBound = 1_000;

    private readonly UserKey _user;
    private readonly long? _epoch;
    private readonly ISharedRecallIndex _index;
    private readonly ISharedRecallSource _source;
    private readonly SharedRecallOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IndexOutbox _outbox = new();
    private readonly Pause _searching;
    private readonly Pause _writing;
    private readonly CancellationTokenSource _ended = new();
    private Standing _standing = Standing.Unknown;
    private DateTimeOffset _comparedAt;
    private Task? _run;

    /// <summary>Makes the part of a user; nothing is called before <see cref="Start"/>.</summary>
    /// <param name="user">The user.</param>
    /// <param name="epoch">The journal's epoch; null when there is no journal.</param>
    /// <param name="index">The shared index.</param>
    /// <param name="source">What the user's writer itself has.</param>
    /// <param name="options">How it is used.</param>
    /// <param name="time">All time.</param>
    /// <param name="logger">Gets neither texts nor ids.</param>
    public SharedRecall(
        UserKey user, long? epoch, ISharedRecallIndex index, ISharedRecallSource source, SharedRecallOptions options, TimeProvider time, ILogger logger)
    {
        (_user, _epoch, _index, _source, _options, _time, _logger) = (user, epoch, index, source, options, time, logger);
        (_searching, _writing) = (new(options, time), new(options, time));
    }

    /// <summary>What is believed of the user's points.</summary>
    private enum Standing
    {
        /// <summary>They have to be compared with the user's state.</summary>
        Unknown,

        /// <summary>They are being compared.</summary>
        Comparing,

        /// <summary>They are the user's state, but for the outbox.</summary>
        InStep,

        /// <summary>There are none.</summary>
        Absent,
    }

    /// <summary>Whether it is writing or comparing now; not while it waits after a failure.</summary>
    public bool IsBusy => _run is not null && !_writing.IsOn;

    /// <summary>How many memories wait to be written.</summary>
    public int Waiting => _outbox.Count;

    /// <summary>Whether the shared index is believed to have everything of this user that it should have.</summary>
    public bool IsInStep => _outbox.Count == 0 && (IsWanted ? _standing == Standing.InStep : !MayBeThere);

    // A user at the border does not come and go with every write.
    private bool IsWanted => _source.Count >= (_standing is Standing.InStep or Standing.Comparing ? (_options.AnswerFrom + 1) / 2 : _options.AnswerFrom);

    // Whoever ever had so many memories has at least as many records.
    private bool MayBeThere => _standing != Standing.Absent && (_standing != Standing.Unknown || _source.Written >= _options.AnswerFrom);

    private SharedOwner? Owner => _epoch is { } epoch && _source.Space is { } space ? new(_user, epoch, space) : null;

    /// <summary>Says that a memory was added, changed or removed, or has its vector now. <see cref="Start"/> takes it up.</summary>
    public void Changed(MemoryId memory)
    {
        if (_standing is Standing.Unknown or Standing.Absent)
            return;
        _outbox.Add(memory);
        if (_outbox.Count > LeastBound + (2 * _source.Count))
            Doubt();
    }

    /// <summary>Takes up what there is to do, unless that is being done already.</summary>
    public void Start()
    {
        if (_standing == Standing.InStep && _time.GetUtcNow() - _comparedAt >= _options.CheckEvery)
            Doubt();
        if (_run is not null || _ended.IsCancellationRequested || !HasWork())
            return;
        var run = RunAsync(_ended.Token);
        _run = run.IsCompleted ? null : run;
    }

    /// <summary>Waits until <see cref="IsInStep"/>; false when patience ends before.</summary>
    public async Task<bool> InStepAsync(CancellationToken patience)
    {
        try
        {
            Start();
            while (_run is { } run)
                await run.WaitAsync(patience);
            return IsInStep;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends the work for this epoch and removes everything that the user has in the shared index.</summary>
    /// <exception cref="ChatMemoryException">It is not known to be removed; call again.</exception>
    public async Task EraseAsync(CancellationToken cancellationToken)
    {
        Dispose();
        // A write that is on its way must not arrive after the erasure.
        if (_run is { } run)
            await run.WaitAsync(cancellationToken);
        await _index.EraseAsync(_user, cancellationToken);
    }

    /// <summary>Begins no further work. A call that is on its way ends in its own time.</summary>
    public void Dispose()
    {
        if (!_ended.IsCancellationRequested)
            _ended.Cancel();
    }

    private void Doubt()
    {
        _outbox.Clear();
        _standing = Standing.Unknown;
    }
}
