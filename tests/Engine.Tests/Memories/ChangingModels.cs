using ChatMemory.Behaviour.Memories;
using ChatMemory.Models.Embeddings;

namespace ChatMemory.Memories;

/// <summary>Two scripted embedding models, of which a test says which is in use and which can be asked.</summary>
internal sealed class ChangingModels : IEmbeddingModels
{
    private readonly EmbeddingModel _old;
    private readonly EmbeddingModel _new;

    public ChangingModels()
    {
        (_old, _new) = (new(Old), new(New));
        Current = _old;
    }

    public ScriptedEmbeddings Old { get; } = new();

    public ScriptedEmbeddings New { get; } = new("wider words", dimensions: 96);

    public EmbeddingModel Current { get; private set; }

    /// <summary>Whether the old model can be found by its name.</summary>
    public bool OldIsThere { get; set; } = true;

    public string NewName => _new.Name;

    public void UseNew() => Current = _new;

    public void UseOld() => Current = _old;

    public EmbeddingModel? Find(string name) => name == _new.Name ? _new : name == _old.Name && OldIsThere ? _old : null;

    public void Forget(IReadOnlyCollection<string>? texts)
    {
    }
}
