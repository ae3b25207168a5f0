using ChatMemory.Keys;
using ChatMemory.Models.Embeddings;
using ChatMemory.Recall.Shared;

namespace ChatMemory.Memories;

/// <content>What is kept beside the state: index and vectors, those of a new model behind those that answer.</content>
public sealed partial class UserMemoryActor
{
    private EmbeddingModel? _stored;
    private VectorChange? _change;

    /// <inheritdoc/>
    public async Task ReindexAsync(CancellationToken cancellationToken = default)
    {
        await _journal.CatchUpAsync(cancellationToken);
        BeginChange(_models.Current);
    }

    private void BeginChange(EmbeddingModel model)
    {
        _change?.Dispose();
        var vectors = NewVectors(_journal.Epoch, model);
        var change = new VectorChange(
            vectors, _journal.State.All.Where(memory => memory.ValidUntil is null).Select(memory => memory.Id), _journal.State.Find, _turns, Complete);
        _change = change;
        change.Start();
    }

    // The model may have changed since the last call; a user who is not called needs no new vectors.
    private void FollowModel()
    {
        if (_journal.Epoch is null || (_change?.Vectors ?? _vectors).Model.Name == _models.Current.Name)
            _change?.Start();
        else
            BeginChange(_models.Current);
    }

    private void Complete(VectorChange change)
    {
        if (!ReferenceEquals(change, _change))
            return;
        var before = _vectors;
        (_vectors, _change) = (change.Vectors, null);
        before.Dispose();
        _vectors.Share(PartIn(_shared, _vectors, _journal.Epoch));
        _vectors.Start();
        _ = CacheOf(_journal.Epoch, _vectors.Model).ForgetOthersAsync([.. _journal.State.All.Select(memory => memory.Id)]);
    }

    private MemoryVectors NewVectors(long? epoch, EmbeddingModel model) =>
        new(new(_recall), model, id => _journal.State.Find(id), CacheOf(epoch, model), _options, _time, _logger);

    private VectorCache CacheOf(long? epoch, EmbeddingModel model) => new(_key, epoch, _journals, model, _vectorStore, _logger);

    private SharedRecall? PartIn(SharedIndex? shared, MemoryVectors vectors, long? epoch) => shared is null ? null
        : new(_key, epoch, shared.Index, new SharedRecallSource(vectors.Index, () => _journal.State, vectors.Model.Space), shared.Options, _time, _logger);

    // Vectors of another model are there when it changed while this user was not loaded, or was not done: they answer until the new ones are built.
    private async Task<EmbeddingModel> StoredModelAsync(long epoch)
    {
        var current = _models.Current;
        try
        {
            var stored = await _journals.ListVectorModelsAsync(_key, epoch);
            return stored.Where(name => name != current.Name).Select(_models.Find).OfType<EmbeddingModel>().FirstOrDefault(current);
        }
        catch (ChatMemoryException exception)
        {
            LogModelsNotRead(_logger, exception);
            return current;
        }
    }

    /// <summary>Keeps index and followers in step with the state.</summary>
    private sealed class Derived(UserMemoryActor actor) : IMemoryListener
    {
        public async Task LoadingAsync(long epoch) => actor._stored = await actor.StoredModelAsync(epoch);

        public void Reset(UserMemory state, long? epoch)
        {
            actor._change?.Dispose();
            actor._change = null;
            actor._vectors.Dispose();
            actor._vectors = actor.NewVectors(epoch, actor._stored ?? actor._models.Current);
            actor._stored = null;
            actor._vectors.Share(actor.PartIn(actor._shared, actor._vectors, epoch));
            foreach (var memory in state.All.Where(memory => memory.ValidUntil is null))
                actor._vectors.Put(memory, isNewText: true);
        }

        public void Happened(MemoryEvent happened, UserMemory state)
        {
            switch (happened)
            {
                case MemoryEvent.Added { Memory: { ValidUntil: null } added }:
                    Put(added, isNewText: true);
                    break;
                case MemoryEvent.Updated { Memory: { ValidUntil: null } changed } updated when state.Find(changed.Id) is not null:
                    Put(changed, isNewText: changed.Text != updated.OldText);
                    break;
                case MemoryEvent.Superseded ended:
                    Remove(ended.Memory);
                    break;
                case MemoryEvent.Deleted deleted:
                    Remove(deleted.Memory);
                    break;
            }
        }

        public void Applied()
        {
            actor._vectors.Start();
            actor.FollowModel();
            actor._feed.Signal();
        }

        private void Put(Memory memory, bool isNewText)
        {
            actor._vectors.Put(memory, isNewText);
            actor._change?.Put(memory, isNewText);
        }

        private void Remove(MemoryId memory)
        {
            actor._vectors.Remove(memory);
            actor._change?.Remove(memory);
        }
    }
}
