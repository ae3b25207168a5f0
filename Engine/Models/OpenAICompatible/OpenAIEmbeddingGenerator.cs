using System.ClientModel;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>An embedding model behind an OpenAI-compatible URL. One call is one request; batching and caching are decorators.</summary>
internal sealed class OpenAIEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    // A number takes some 25 bytes as JSON text.
    private const int MaxBytesPerText = 8192 * 32;

    private readonly OpenAI.Embeddings.EmbeddingClient _client;
    private readonly EmbeddingRequest _request;
    private readonly ModelOptions _settings;
    private readonly ModelRetry _retry;
    private readonly TimeProvider _time;
    private readonly EmbeddingGeneratorMetadata _metadata;
    private int _dimensions;

    public OpenAIEmbeddingGenerator(
        ModelServer server, string model, ModelOptions settings, TimeProvider time, ILogger<OpenAIEmbeddingGenerator> logger)
    {
        _client = server.Embeddings(model);
        _request = new(model, settings.Dimensions);
        _settings = settings;
        _retry = new(settings, time, logger);
        _time = time;
        _dimensions = settings.Dimensions ?? 0;
        _metadata = new(OpenAIChatClient.Provider, server.Endpoint, NameOf(model, settings.Dimensions), settings.Dimensions);
    }

    /// <summary>The name that stored vectors carry: a shortened embedding is not comparable with the model's own, so it has another.</summary>
    public static string NameOf(string model, int? dimensions) => dimensions is { } size ? $"{model}:{size}" : model;

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var texts = values as IReadOnlyList<string> ?? [.. values];
        if (texts.Count == 0)
            return [];
        var body = _request.Write(texts, options);
        var answer = await _retry.RunAsync(token => SendAsync(body, texts.Count, token), cancellationToken);
        var embeddings = EmbeddingResponse.Read(answer.Span, texts.Count);
        if (options?.Dimensions is null && options?.ModelId is null)
            CheckDimensions(embeddings);
        return embeddings;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(EmbeddingGeneratorMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The server's connections are shared with the chat model and belong to whoever made them.
    }

    private async Task<ReadOnlyMemory<byte>> SendAsync(BinaryData body, int texts, CancellationToken cancellationToken) =>
        await ModelCall.ExchangeAsync(
            async request =>
            {
                using var content = BinaryContent.Create(body);
                return await _client.GenerateEmbeddingsAsync(content, request);
            },
            _settings.EmbeddingTimeout,
            (int)Math.Min(int.MaxValue / 2, 64 * 1024 + (long)texts * MaxBytesPerText),
            _time,
            cancellationToken);

    // Vectors of different lengths cannot be compared: a server that changes its model must not mix them into one index.
    private void CheckDimensions(GeneratedEmbeddings<Embedding<float>> embeddings)
    {
        foreach (var embedding in embeddings)
        {
            var known = Interlocked.CompareExchange(ref _dimensions, embedding.Dimensions, 0);
            if (known != 0 && known != embedding.Dimensions)
            {
                throw new ModelException(
                    ModelErrors.Garbled,
                    $"The embedding model sent {embedding.Dimensions} numbers where {known} were expected; check {ModelOptions.Section}:Embedding and {ModelOptions.Section}:Dimensions.",
                    isTransient: false);
            }
        }
    }
}
