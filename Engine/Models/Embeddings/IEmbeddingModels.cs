namespace ChatMemory.Models.Embeddings;

/// <summary>The embedding models of this process. Safe to use from any thread.</summary>
public interface IEmbeddingModels
{
    /// <summary>The model that users' vectors should be of. It may change while the server runs.</summary>
    EmbeddingModel Current { get; }

    /// <summary>The model of a name that stored vectors carry; null when it cannot be asked any more.</summary>
    EmbeddingModel? Find(string name);

    /// <summary>Drops what is kept in memory of some texts' vectors; null drops all of it.</summary>
    void Forget(IReadOnlyCollection<string>? texts);
}
