using System.Runtime.CompilerServices;
using ChatMemory.Recall;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.Offline;

/// <summary>
/// Answers without a model, from the memories in the prompt and from what was said before in the conversation, and says that it is no
/// language model. The same prompt always has the same answer.
/// </summary>
/// <param name="pace">How long to wait between words; zero by default.</param>
/// <param name="time">The clock of that wait.</param>
internal sealed class OfflineChatClient(TimeSpan pace, TimeProvider time) : IChatClient
{
    public const string Model = "offline-responder";

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var prompt = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var output = 0;
        var finish = ChatFinishReason.Stop;
        foreach (var word in Words(OfflineAnswer.To(Conversation(prompt), Memories(prompt, options))))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var tokens = TokenEstimate.Of(word);
            if (output + tokens > options?.MaxOutputTokens)
            {
                finish = ChatFinishReason.Length;
                break;
            }

            output += tokens;
            yield return Update(new TextContent(word));
            if (pace > TimeSpan.Zero)
                await Task.Delay(pace, time, cancellationToken);
        }

        yield return End(finish, Input(prompt, options), output);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(OfflineModels.ProviderName, providerUri: null, Model)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    public void Dispose()
    {
        // Holds nothing.
    }

    private static List<ChatMessage> Conversation(IEnumerable<ChatMessage> prompt) =>
        [.. prompt.Where(message => message.Role == ChatRole.User || message.Role == ChatRole.Assistant)];

    private static List<string> Memories(IEnumerable<ChatMessage> prompt, ChatOptions? options) =>
    [
        .. MemoryBlock.Read(options?.Instructions ?? ""),
        .. prompt.Where(message => message.Role == ChatRole.System || message.Role.Value == "developer").SelectMany(message => MemoryBlock.Read(message.Text)),
    ];

    private static IEnumerable<string> Words(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var space = text.IndexOf(' ', start);
            var end = space < 0 ? text.Length : space + 1;
            yield return text[start..end];
            start = end;
        }
    }

    private static int Input(IEnumerable<ChatMessage> prompt, ChatOptions? options) =>
        TokenEstimate.Of(options?.Instructions) + prompt.Sum(message => TokenEstimate.PerMessage + TokenEstimate.Of(message.Text));

    private static ChatResponseUpdate End(ChatFinishReason finish, int input, int output)
    {
        var end = Update(new UsageContent(new() { InputTokenCount = input, OutputTokenCount = output, TotalTokenCount = input + output }));
        end.FinishReason = finish;
        return end;
    }

    private static ChatResponseUpdate Update(AIContent content) => new(ChatRole.Assistant, [content]) { ModelId = Model };
}
