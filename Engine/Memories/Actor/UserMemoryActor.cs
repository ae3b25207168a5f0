using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Models.Embeddings;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using ChatMemory.Recall.Text;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Memories;

/// <summary>
/// One user's memory at work: decides through the pure state, appends, then applies. Without locks: it relies on a host that runs
/// its code one piece at a time, as a grain or a mailbox does.
/// </summary>
public sealed partial class UserMemoryActor : IUserMemory, IResident, IAsyncDisposable
{
    // A deletion of many goes in steps, so that no transaction grows with the user.
    private const int DeletedAtOnce = 1_000;

    private readonly UserKey _key;
    private readonly IJournalStore _journals;
    private readonly IEmbeddingModels _models;
    private readonly RebuildTurns _turns;
    private readonly MemoryOptions _options;
    private readonly RecallOptions _recall;
    private readonly TimeProvider _time;
    private readonly IIdSource _ids;
    private readonly ILogger<UserMemoryActor> _logger;
    private readonly SharedIndex? _shared;
    private readonly SecondStage? _second;
    private readonly Gate _writes = new();
    private readonly Gate _vectorStore = new();
    private readonly MemoryJournal _journal;
    private readonly TenantCounts _tenants;
    private readonly ChangeFeed _feed;
    private MemoryVectors _vectors;

    /// <summary>Makes the actor of a user; nothing is read before the first call.</summary>
    public UserMemoryActor(
        UserKey key,
        IJournalStore journals,
        IEmbeddingModels models,
        MemoryOptions options,
        RecallOptions recall,
        TimeProvider time,
        IIdSource ids,
        ILogger<UserMemoryActor> logger,
        SharedIndex? shared = null,
        IReranker? reranker = null,
        RebuildTurns? turns = null,
        TenantCounts? tenants = null)
    {
        _shared = shared;
        _second = reranker is null ? null : new(reranker);
        (_key, _journals, _models, _options, _recall, _time, _ids, _logger) = (key, journals, models, options, recall, time, ids, logger);
        _turns = turns ?? new(options.RebuildsAtOnce);
        _tenants = tenants ?? new(options, journals, time);
        _journal = new(key, journals, options, logger, new Derived(this));
        _feed = new(key, journals, _journal);
        _vectors = NewVectors(epoch: null, models.Current);
    }

    /// <inheritdoc/>
    public bool IsIdle => _feed.Followers == 0 && _writes.IsFree && !_vectors.IsRunning && _change is not { IsRunning: true };

    /// <inheritdoc/>
    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) => WriteAsync(
        MemoryRules.Check(command),
        async () =>
        {
            using var admission = await EnterAsync(cancellationToken);
            await _journal.CatchUpAsync(cancellationToken);
            if (_journal.Epoch is null)
                admission.RequireRoom();
            var outcome = await _journal.CommitAsync(
                (state, epoch) => admission.OfCaller(state.Decide(command, _time.GetUtcNow(), new MemoryIds(epoch, _ids)), state, _journal.Tally),
                cancellationToken);
            admission.Keep();
            return outcome with { Token = _journal.State.Sequence };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default) => WriteAsync(
        MemoryRules.Check(command),
        async () =>
        {
            using var admission = await EnterAsync(cancellationToken);
            var outcome = await _journal.CommitAsync(
                state => admission.OfCaller(state.Decide(command, _time.GetUtcNow()), state, _journal.Tally), cancellationToken);
            admission.Keep();
            return outcome with { Token = _journal.State.Sequence };
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>More than a thousand go in several steps, each whole: cut short, the call is repeated to delete the rest.</remarks>
    public Task<DeleteOutcome> DeleteAsync(DeleteMemories command, CancellationToken cancellationToken = default) => WriteAsync(
        MemoryRules.Check(command),
        async () => new DeleteOutcome(await DeleteInStepsAsync(command, cancellationToken), _journal.State.Sequence),
        cancellationToken);

    /// <inheritdoc/>
    public Task<LearnOutcome> LearnAsync(LearnFromExchange command, CancellationToken cancellationToken = default) => WriteAsync(
        MemoryRules.Check(command),
        async () =>
        {
            // A session may have opened the journal since it was last looked for.
            if (_journal.Epoch != command.UserEpoch)
                _journal.Doubt();
            using var admission = await EnterAsync(cancellationToken);
            var outcome = await _journal.CommitAsync(state => DecideOf(state, command, admission), cancellationToken);
            admission.Keep();
            return outcome with { Token = _journal.State.Sequence };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(CancellationToken cancellationToken = default) => WriteAsync(
        [],
        async () =>
        {
            var shared = _vectors.Shared;
            await _journal.EraseAsync(cancellationToken);
            _tenants.Doubt(_key.Tenant);
            _models.Forget(texts: null);
            TextAnalyzer.Forget();
            if (shared is not null)
                await shared.EraseAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Only embedding runs by itself, and the next start takes it up where its vectors are missing.</remarks>
    public Task StopAsync(TimeSpan grace)
    {
        Stop();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    private void Stop()
    {
        _change?.Dispose();
        _vectors.Dispose();
    }

    private async Task<TOutcome> WriteAsync<TOutcome>(
        IReadOnlyList<FieldError> errors, Func<Task<TOutcome>> write, CancellationToken cancellationToken)
    {
        if (errors.Count > 0)
            throw new InvalidCommandException(errors);
        await _writes.EnterAsync(cancellationToken);
        try
        {
            return await write();
        }
        finally
        {
            _writes.Leave();
        }
    }

    private async Task<IReadOnlyList<MemoryId>> DeleteInStepsAsync(DeleteMemories command, CancellationToken cancellationToken)
    {
        await _vectorStore.EnterAsync(cancellationToken);
        try
        {
            var deleted = new List<MemoryId>();
            DeleteOutcome step;
            do
            {
                var texts = new List<string>();
                step = await _journal.CommitAsync(state => Noting(state.Decide(command, _time.GetUtcNow(), DeletedAtOnce), state, texts), cancellationToken);
                _tenants.Doubt(_key.Tenant);
                _models.Forget(texts);
                deleted.AddRange(step.Deleted);
            }
            while (step.Deleted.Count == DeletedAtOnce);
            return deleted;
        }
        finally
        {
            _vectorStore.Leave();
        }
    }

    private static Decision<DeleteOutcome> Noting(Decision<DeleteOutcome> decision, UserMemory state, List<string> texts)
    {
        texts.Clear();
        texts.AddRange(decision.Events.OfType<MemoryEvent.Deleted>().Select(deleted => state.Find(deleted.Memory)?.Text).OfType<string>());
        return decision;
    }

    private Decision<LearnOutcome> DecideOf(UserMemory state, LearnFromExchange command, Admission admission) => _journal.Epoch == command.UserEpoch
        ? admission.OfLearning(state.Decide(command, _time.GetUtcNow(), new MemoryIds(command.UserEpoch, _ids)), state)
        : new(new(LearnStatus.Erased, Changed: 0, Token: 0), []);

    private async Task<Admission> EnterAsync(CancellationToken cancellationToken) =>
        new(_options, await _tenants.FindAsync(_key.Tenant, cancellationToken), _time.GetUtcNow());
}
