using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Observed;

/// <summary>Reports every call of a chat model.</summary>
internal sealed class ObservedChatClient(IChatClient model, TimeProvider time) : DelegatingChatClient(model)
{
    private const string Operation = "chat";

    private readonly ChatClientMetadata? _metadata = model.GetService<ChatClientMetadata>();

    public override async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var call = Call(options);
        try
        {
            var response = await base.GetResponseAsync(messages, options, cancellationToken);
            if (response.Usage is { } usage)
                call.Use(usage);
            return response;
        }
        catch (Exception failure)
        {
            call.Fail(failure);
            throw;
        }
    }

    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var call = Call(options);
        await using var updates = base.GetStreamingResponseAsync(messages, options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(updates, call))
            yield return updates.Current;
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, ModelCallActivity call)
    {
        try
        {
            if (!await updates.MoveNextAsync())
                return false;
        }
        catch (Exception failure)
        {
            call.Fail(failure);
            throw;
        }

        call.Begin();
        foreach (var content in updates.Current.Contents)
        {
            if (content is UsageContent { Details: var usage })
                call.Use(usage);
        }

        return true;
    }

    private ModelCallActivity Call(ChatOptions? options) =>
        new(Operation, _metadata?.ProviderName ?? "unknown", options?.ModelId ?? _metadata?.DefaultModelId, time);
}
