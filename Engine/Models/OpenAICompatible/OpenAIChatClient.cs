using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>
/// A chat model behind an OpenAI-compatible URL. Requests go through the OpenAI package's pipeline as raw bodies, so that a caller's
/// extra properties arrive word for word and a token costs one pass over its bytes.
/// </summary>
internal sealed class OpenAIChatClient(
    ModelServer server, ModelChoice choice, ModelOptions settings, TimeProvider time, ILogger<OpenAIChatClient> logger) : IChatClient
{
    public const string Provider = "openai";

    private readonly OpenAI.Chat.ChatClient _client = server.Chat(settings.Chat);
    private readonly ChatRequest _request = new(settings.Chat, choice.IsOpenAI, settings.IncludeUsage);
    private readonly ModelRetry _retry = new(settings, time, logger);
    private readonly ChatClientMetadata _metadata = new(Provider, server.Endpoint, settings.Chat);

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var send = Sending(_request.Write(messages, options, stream: false));
        var body = await _retry.RunAsync(
            token => ModelCall.ExchangeAsync(send, settings.AnswerTimeout, ChatStream.MaxDocument, time, token), cancellationToken);
        var chunk = new ChatChunk();
        chunk.Read(body.Span);
        // A whole answer says how it ended; without that it is not known to be whole.
        return chunk.Finish is null ? throw ModelFailure.CutOff() : Whole(chunk);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var send = Sending(_request.Write(messages, options, stream: true));
        await using var stream = await _retry.RunAsync(token => ChatStream.OpenAsync(send, settings, time, token), cancellationToken);
        while (await stream.NextAsync() is { } update)
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // The server's connections are shared with the embeddings and belong to whoever made them.
    }

    private Func<RequestOptions, Task<ClientResult>> Sending(BinaryData body) => async request =>
    {
        using var content = BinaryContent.Create(body);
        return await _client.CompleteChatAsync(content, request);
    };

    private static ChatResponse Whole(ChatChunk chunk)
    {
        var update = ChatUpdates.Finish(chunk);
        return new(new ChatMessage(ChatRole.Assistant, update.Contents) { MessageId = update.MessageId })
        {
            ResponseId = update.ResponseId,
            ModelId = update.ModelId,
            FinishReason = update.FinishReason,
            Usage = chunk.Usage,
        };
    }
}
