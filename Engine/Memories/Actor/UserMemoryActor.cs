using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Recall;
using ChatMemory.Recall.Shared;
using Microsoft.Extensions.AI;
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
    private readonly IEmbeddingGenerator<string, Embedding<float>> _embeddings;
    private readonly MemoryOptions _options;
    private readonly RecallOptions _recall;
    private readonly TimeProvider _time;
    private readonly IIdSource _ids;
    private readonly ILogger<UserMemoryActor> _logger;
    private readonly SharedIndex? _shared;
    private readonly SecondStage? _second;
    private readonly Gate _writes = new();
    private readonly Gate _vectorStore = new();
    private readonly TextEmbedder _embedder;
    private readonly MemoryJournal _journal;
    private readonly ChangeFeed _feed;
    private MemoryVectors _vectors;

    /// <summary>Makes the actor of a user; nothing is read before the first call.</summary>
    public UserMemoryActor(
        UserKey key,
        IJournalStore journals,
        IEmbeddingGenerator<string, Embedding<float>> embeddings,
        MemoryOptions options,
        RecallOptions recall,
        TimeProvider time,
        IIdSource ids,
        ILogger<UserMemoryActor> logger,
        SharedIndex? shared = null,
        IReranker? reranker = null)
    {
        _shared = shared;
        _second = reranker is null ? null : new(reranker);
        (_key, _journals, _embeddings, _options, _recall, _time, _ids, _logger) = (key, journals, embeddings, options, recall, time, ids, logger);
        _embedder = new(embeddings, options, time);
        _journal = new(key, journals, options, logger, new Derived(this));
        _feed = new(key, journals, _journal);
        _vectors = NewVectors(epoch: null);
    }

    /// <inheritdoc/>
    public bool IsIdle => _feed.Followers == 0 && _writes.IsFree && !_vectors.IsRunning;

    /// <inheritdoc/>
    public Task<AddOutcome> AddAsync(AddMemories command, CancellationToken cancellationToken = default) => WriteAsync(
        MemoryRules.Check(command),
        async () =>
        {
            var outcome = await _journal.CommitAsync(
                (state, epoch) => WithinLimit(state, state.Decide(command, _time.GetUtcNow(), new MemoryIds(epoch, _ids))), cancellationToken);
            return outcome with { Token = _journal.State.Sequence };
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task<UpdateOutcome> UpdateAsync(UpdateMemory command, CancellationToken cancellationToken = default) => WriteAsync(
        MemoryRules.Check(command),
        async () =>
        {
            var outcome = await _journal.CommitAsync(state => state.Decide(command, _time.GetUtcNow()), cancellationToken);
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
            var outcome = await _journal.CommitAsync(state => DecideOf(state, command), cancellationToken);
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
            if (shared is not null)
                await shared.EraseAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    /// <remarks>Only embedding runs by itself, and the next start takes it up where its vectors are missing.</remarks>
    public Task StopAsync(TimeSpan grace)
    {
        _vectors.Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _vectors.Dispose();
        return ValueTask.CompletedTask;
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
                step = await _journal.CommitAsync(state => state.Decide(command, _time.GetUtcNow(), DeletedAtOnce), cancellationToken);
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

    private Decision<LearnOutcome> DecideOf(UserMemory state, LearnFromExchange command) => _journal.Epoch == command.UserEpoch
        ? WithinLimit(state, state.Decide(command, _time.GetUtcNow(), new MemoryIds(command.UserEpoch, _ids)))
        : new(new(LearnStatus.Erased, Changed: 0, Token: 0), []);

    private Decision<TOutcome> WithinLimit<TOutcome>(UserMemory state, Decision<TOutcome> decision) =>
        state.Count + decision.Events.Count(happened => happened is MemoryEvent.Added) <= _options.MaxPerUser
            ? decision
            : throw new OverloadedException(MemoryOptions.Section + ":" + nameof(MemoryOptions.MaxPerUser), TimeSpan.FromHours(1));

    private MemoryVectors NewVectors(long? epoch)
    {
        var metadata = _embeddings.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        var index = new RecallIndex(_recall);
        return new(
            index, id => _journal.State.Find(id), _embedder, new(_key, epoch, _journals, metadata, _vectorStore, _logger), _options, _logger,
            PartIn(_shared, index, epoch, $"{metadata?.ProviderName}/{metadata?.DefaultModelId}"));
    }

    private SharedRecall? PartIn(SharedIndex? shared, RecallIndex index, long? epoch, string model) => shared is null ? null
        : new(_key, epoch, shared.Index, new SharedRecallSource(index, () => _journal.State, model), shared.Options, _time, _logger);

    /// <summary>Keeps index and followers in step with the state.</summary>
    private sealed class Derived(UserMemoryActor actor) : IMemoryListener
    {
        public void Reset(UserMemory state, long? epoch)
        {
            actor._vectors.Dispose();
            actor._vectors = actor.NewVectors(epoch);
            foreach (var memory in state.All.Where(memory => memory.ValidUntil is null))
                actor._vectors.Put(memory, isNewText: true);
        }

        public void Happened(MemoryEvent happened, UserMemory state)
        {
            switch (happened)
            {
                case MemoryEvent.Added { Memory: { ValidUntil: null } added }:
                    actor._vectors.Put(added, isNewText: true);
                    break;
                case MemoryEvent.Updated { Memory: { ValidUntil: null } changed } updated when state.Find(changed.Id) is not null:
                    actor._vectors.Put(changed, isNewText: changed.Text != updated.OldText);
                    break;
                case MemoryEvent.Superseded ended:
                    actor._vectors.Remove(ended.Memory);
                    break;
                case MemoryEvent.Deleted deleted:
                    actor._vectors.Remove(deleted.Memory);
                    break;
            }
        }

        public void Applied()
        {
            actor._vectors.Start();
            actor._feed.Signal();
        }
    }
}
