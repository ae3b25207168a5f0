using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.Identity;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Embeddings;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>
/// A model server reached through the OpenAI package's pipeline. The package's own retries, timeouts and logging are off: ours obey
/// <see cref="TimeProvider"/>, know whether a token was shown, and log no text.
/// </summary>
internal sealed class ModelServer : IDisposable
{
    private const string AzureScope = "https://cognitiveservices.azure.com/.default";

    private readonly HttpClient _http;
    private readonly OpenAIClientOptions _options;
    private readonly AuthenticationPolicy _credentials;

    public ModelServer(ModelOptions options, Uri endpoint)
    {
        Endpoint = endpoint;
        _http = new(Handler(options.ConnectTimeout)) { Timeout = Timeout.InfiniteTimeSpan };
        _credentials = Credentials(options);
        _options = new()
        {
            Endpoint = endpoint,
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            Transport = new HttpClientPipelineTransport(_http),
            ClientLoggingOptions = new() { EnableLogging = false },
        };
    }

    public Uri Endpoint { get; }

    // The package marks construction by policy as subject to change; it is the only way to Entra ID and to servers without a key.
#pragma warning disable OPENAI001
    public ChatClient Chat(string model) => new(model, _credentials, _options);

    public EmbeddingClient Embeddings(string model) => new(model, _credentials, _options);
#pragma warning restore OPENAI001

    public void Dispose() => _http.Dispose();

    // Connections are renewed so that a changed DNS answer is seen. An answer that nobody reads on is hung up on quickly, so that the
    // model stops; one that has ended needs a moment for its last bytes, so that its connection is used again.
    private static SocketsHttpHandler Handler(TimeSpan connectTimeout) => new()
    {
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(10),
        ResponseDrainTimeout = TimeSpan.FromMilliseconds(100),
        AllowAutoRedirect = false,
        UseCookies = false,
    };

    private static AuthenticationPolicy Credentials(ModelOptions options) => options switch
    {
        { UseEntraId: true } => new BearerTokenPolicy(new DefaultAzureCredential(), AzureScope),
        { ApiKey: { } key } => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new ApiKeyCredential(key)),
        _ => new NoCredentials(),
    };

    private sealed class NoCredentials : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }
}
