namespace ChatMemory.Models;

/// <summary>Which models this server runs with, for its start banner, <c>/version</c>, and the choice of an extractor. Holds no secret.</summary>
/// <param name="Chat">The chat model's name.</param>
/// <param name="ChatOffline">Whether answers come from the offline responder, which is no language model.</param>
/// <param name="Embedding">The embedding model's name, as stored vectors carry it.</param>
/// <param name="EmbeddingOffline">Whether embeddings are hashed features.</param>
/// <param name="Endpoint">The model server without its query; null when there is none.</param>
public sealed record ModelsInUse(string Chat, bool ChatOffline, string Embedding, bool EmbeddingOffline, string? Endpoint);
