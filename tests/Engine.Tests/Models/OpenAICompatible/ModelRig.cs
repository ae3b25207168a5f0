using ChatMemory.Support.StandIn;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>The real adapter in front of the stand-in model.</summary>
internal sealed class ModelRig : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    private readonly ModelServer _server;
    private readonly TimeProvider _time;

    private ModelRig(StandInModel model, ModelOptions settings, TimeProvider time)
    {
        settings.Endpoint ??= model.Endpoint.ToString();
        (Model, Settings, _time) = (model, settings, time);
        _server = new(settings, new(settings.Endpoint));
        Chat = new(_server, ModelChoice.Of(settings), settings, time, NullLogger<OpenAIChatClient>.Instance);
    }

    public StandInModel Model { get; }

    public ModelOptions Settings { get; }

    public OpenAIChatClient Chat { get; }

    public static async Task<ModelRig> StartAsync(ModelOptions? settings = null, TimeProvider? time = null) =>
        new(await StandInModel.StartAsync(), settings ?? new(), time ?? new SkippingTime(Now));

    public OpenAIEmbeddingGenerator Embeddings() =>
        new(_server, "embedder", Settings, _time, NullLogger<OpenAIEmbeddingGenerator>.Instance);

    /// <summary>Streams an answer to its end.</summary>
    /// <param name="options">What is asked for besides.</param>
    /// <param name="seen">Called with each update before the next is read.</param>
    /// <param name="messages">The prompt; without them a greeting.</param>
    public async Task<List<ChatResponseUpdate>> StreamAsync(
        ChatOptions? options = null, Action<ChatResponseUpdate>? seen = null, params ChatMessage[] messages)
    {
        var updates = new List<ChatResponseUpdate>();
        var prompt = messages.Length > 0 ? messages : [new(ChatRole.User, "Hello?")];
        await foreach (var update in Chat.GetStreamingResponseAsync(prompt, options, TestContext.Current.CancellationToken))
        {
            updates.Add(update);
            seen?.Invoke(update);
        }

        return updates;
    }

    /// <summary>Streams an answer that breaks off: what came before, and how.</summary>
    /// <param name="read">Set when the first text is read.</param>
    public async Task<(string Text, ModelException Failure)> BreakAsync(TaskCompletionSource? read = null)
    {
        var text = "";
        var failure = await Assert.ThrowsAsync<ModelException>(async () =>
        {
            await foreach (var update in Chat.GetStreamingResponseAsync([new(ChatRole.User, "A secret prompt")], null, TestContext.Current.CancellationToken))
            {
                text += update.Text;
                read?.TrySetResult();
            }
        });
        return (text, failure);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await Model.DisposeAsync();
    }
}
