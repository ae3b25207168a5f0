using System.ComponentModel.DataAnnotations;

namespace ChatMemory.Models;

/// <summary>
/// Which models the server uses and how patient it is with them: <c>ChatMemory:Models</c>. Without an endpoint, a key or Entra ID the
/// offline models answer, which need nothing.
/// </summary>
public sealed record ModelOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "ChatMemory:Models";

    /// <summary>OpenAI's own endpoint, used when only a key is set.</summary>
    public const string OpenAIEndpoint = "https://api.openai.com/v1";

    /// <summary>The base URL of an OpenAI-compatible server, with its version part as in <c>http://127.0.0.1:11434/v1</c>. Default: <c>OPENAI_BASE_URL</c>, else OpenAI's own when there is a key.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The key. Default: <c>OPENAI_API_KEY</c>. A compatible server may need none.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Signs in with Entra ID (<c>DefaultAzureCredential</c>) instead of a key; needs <see cref="Endpoint"/>. Default false.</summary>
    public bool UseEntraId { get; set; }

    /// <summary>The chat model's name. Default <c>gpt-4.1-mini</c>.</summary>
    [Required, StringLength(256)]
    public string Chat { get; set; } = "gpt-4.1-mini";

    /// <summary>
    /// The embedding model's name, or <c>offline</c> for hashed features. Default: <c>text-embedding-3-small</c> at OpenAI's own endpoint;
    /// <c>offline</c> elsewhere, because a compatible server need not have embeddings.
    /// </summary>
    [StringLength(256)]
    public string? Embedding { get; set; }

    /// <summary>How many numbers an embedding has; sent to the model, which must support it. Default: the model's own.</summary>
    [Range(8, 8192)]
    public int? Dimensions { get; set; }

    /// <summary>Whether a streamed answer asks for token counts (<c>stream_options</c>); off for servers that refuse the property. Default true.</summary>
    public bool IncludeUsage { get; set; } = true;

    /// <summary>How often a request is sent again after 429, 5xx or a failed connection, before the first token only. Default 3.</summary>
    [Range(0, 10)]
    public int MaxRetries { get; set; } = 3;

    /// <summary>The longest wait before a retry; a model that asks for more (<c>Retry-After</c>) is not retried. Default 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan MaxRetryWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long connecting may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a streamed answer's first token may take, from sending the request. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan FirstTokenTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a streamed answer may pause between tokens. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer that is not streamed may take. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long one request for embeddings may take. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan EmbeddingTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many texts one request for embeddings carries at most. Default 256.</summary>
    [Range(1, 2048)]
    public int EmbeddingBatch { get; set; } = 256;

    /// <summary>How many tokens, as estimated, one request for embeddings carries at most; a single longer text goes alone. Default 100,000.</summary>
    [Range(1_000, 1_000_000)]
    public int EmbeddingBatchTokens { get; set; } = 100_000;

    /// <summary>How many requests for embeddings run at once; what arrives meanwhile goes together in the next. Default 4.</summary>
    [Range(1, 64)]
    public int EmbeddingConcurrency { get; set; } = 4;

    /// <summary>How many texts may wait for embeddings before callers are refused. Default 20,000.</summary>
    [Range(1, 1_000_000)]
    public int EmbeddingQueue { get; set; } = 20_000;

    /// <summary>How many bytes of embeddings are kept in memory, keyed by a hash of their text; 0 keeps none. Default 64 MiB.</summary>
    [Range(0, 64L * 1024 * 1024 * 1024)]
    public long EmbeddingCacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long the offline responder waits between words, for demonstrations. Default none.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:00:10")]
    public TimeSpan OfflinePace { get; set; }
}
