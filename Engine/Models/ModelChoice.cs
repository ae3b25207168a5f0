namespace ChatMemory.Models;

/// <summary>Which models the options come down to.</summary>
/// <param name="Server">The model server's base URL; null when everything is offline.</param>
/// <param name="IsOpenAI">Whether the server is OpenAI's own or Azure's, whose wire has names that others do not all know.</param>
/// <param name="EmbeddingModel">The server's embedding model; null when embeddings are made offline.</param>
internal sealed record ModelChoice(Uri? Server, bool IsOpenAI, string? EmbeddingModel)
{
    private const string OfflineName = "offline";
    private const string DefaultEmbedding = "text-embedding-3-small";

    public bool HasServer => Server is not null;

    public static ModelChoice Of(ModelOptions options)
    {
        var endpoint = options.Endpoint ?? (options.ApiKey is null ? null : ModelOptions.OpenAIEndpoint);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var server))
            return new(null, false, Named(options.Embedding));

        var isOpenAI = server.Host == "api.openai.com";
        return new(server, isOpenAI || IsAzure(server), Named(options.Embedding ?? (isOpenAI ? DefaultEmbedding : null)));
    }

    private static bool IsAzure(Uri server) =>
        server.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase)
        || server.Host.EndsWith(".services.ai.azure.com", StringComparison.OrdinalIgnoreCase);

    private static string? Named(string? model) =>
        string.IsNullOrWhiteSpace(model) || model.Equals(OfflineName, StringComparison.OrdinalIgnoreCase) ? null : model;
}
