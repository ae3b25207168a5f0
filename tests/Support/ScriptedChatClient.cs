using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.AI;

namespace ChatMemory.Support;

/// <summary>
/// A model that says what the test lets it say. Each request is handed to the test, which feeds its stream; or answers come from
/// <see cref="Answer"/> at once.
/// </summary>
public sealed class ScriptedChatClient : IChatClient
{
    private readonly Channel<ModelTurn> _turns = Channel.CreateUnbounded<ModelTurn>();
    private int _requests;
    private int _open;

    /// <summary>When set, answers every request at once with this text and a clean finish.</summary>
    public Func<IReadOnlyList<ChatMessage>, string>? Answer { get; set; }

    /// <summary>How many requests have been made.</summary>
    public int Requests => Volatile.Read(ref _requests);

    /// <summary>How many streams have not been released.</summary>
    public int OpenStreams => Volatile.Read(ref _open);

    /// <summary>Whether streams go on as if they had not been told to stop.</summary>
    public bool Disobeys { get; set; }

    /// <summary>The next request; waits until there is one.</summary>
    public async Task<ModelTurn> NextTurnAsync(CancellationToken cancellationToken) =>
        await _turns.Reader.ReadAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _requests);
        var turn = new ModelTurn([.. messages], options);
        Interlocked.Increment(ref _open);
        try
        {
            if (Answer is { } answer)
                turn.Say(answer(turn.Messages)).Finish();
            else
                _turns.Writer.TryWrite(turn);
            await foreach (var step in turn.Steps.ReadAllAsync(Disobeys ? CancellationToken.None : cancellationToken))
                yield return step();
        }
        finally
        {
            Interlocked.Decrement(ref _open);
            turn.Released.TrySetResult();
        }
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Sessions stream.");

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

/// <summary>One request to the scripted model.</summary>
public sealed class ModelTurn(IReadOnlyList<ChatMessage> messages, ChatOptions? options)
{
    private readonly Channel<Func<ChatResponseUpdate>> _steps = Channel.CreateUnbounded<Func<ChatResponseUpdate>>();

    public IReadOnlyList<ChatMessage> Messages { get; } = messages;

    public ChatOptions? Options { get; } = options;

    /// <summary>Ends when the stream has been released.</summary>
    public TaskCompletionSource Released { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal ChannelReader<Func<ChatResponseUpdate>> Steps => _steps.Reader;

    public ModelTurn Say(string text) => Send(new ChatResponseUpdate(ChatRole.Assistant, text));

    public ModelTurn Call(string callId, string tool, string argumentName = "q", object? argument = null) =>
        Send(new(ChatRole.Assistant, [new FunctionCallContent(callId, tool, new Dictionary<string, object?> { [argumentName] = argument ?? "x" })]));

    public ModelTurn Send(ChatResponseUpdate update)
    {
        _steps.Writer.TryWrite(() => update);
        return this;
    }

    public void Finish(ChatFinishReason? reason = null, int outputTokens = 7)
    {
        Send(new()
        {
            ModelId = "scripted",
            FinishReason = reason ?? ChatFinishReason.Stop,
            Contents = [new UsageContent(new() { InputTokenCount = 11, OutputTokenCount = outputTokens })],
        });
        _steps.Writer.Complete();
    }

    /// <summary>Ends the stream without a finish.</summary>
    public void Break() => _steps.Writer.Complete();

    public void Fail(Exception failure) => _steps.Writer.TryWrite(() => throw failure);
}
