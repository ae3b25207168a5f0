using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ChatMemory.Extraction.Model;

/// <summary>A model that answers what the test says and keeps what it was asked.</summary>
internal sealed class ScriptedModel(Func<string> answer) : IChatClient
{
    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions Options)> Calls { get; } = [];

    public ChatFinishReason FinishReason { get; init; } = ChatFinishReason.Stop;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Calls.Add(([.. messages], options!));
        return Task.FromResult(new ChatResponse(new ChatMessage(Microsoft.Extensions.AI.ChatRole.Assistant, answer()))
        {
            FinishReason = FinishReason,
            ModelId = "scripted",
        });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        yield break;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
