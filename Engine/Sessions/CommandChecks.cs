using ChatMemory.Keys;

namespace ChatMemory.Sessions;

/// <summary>Refuses commands that no session could carry out, before anything is done.</summary>
internal static class CommandChecks
{
    private const int MostTools = 128;
    private const int LongestTranscriptPage = 200;

    public static void Check(StartExchange command, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        CheckItems(command.Input, options);
        if (!command.Input.All(item => item is ChatItem.Message { Role: not ChatRole.Assistant }))
            throw new ArgumentException("Input consists of messages of role user, system or developer.", nameof(command));
        if (command.Deadline is { } deadline && (deadline <= TimeSpan.Zero || deadline > options.MaxDeadline))
            throw new ArgumentException($"A deadline is more than nothing and at most {options.MaxDeadline}.", nameof(command));
        if (command.Model.Tools.Count > MostTools)
            throw new ArgumentException($"At most {MostTools} tools.", nameof(command));
        if (command.Model.ToolChoice is not (null or "auto" or "none" or "required")
            && command.Model.Tools.All(tool => tool.Name != command.Model.ToolChoice))
        {
            throw new ArgumentException("The tool choice names no tool.", nameof(command));
        }

        CheckMemory(command.Memory);
        CheckKey(command.IdempotencyKey);
    }

    public static void Check(RecordExchange command, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        CheckItems(command.Items, options);
        CheckMemory(command.Memory);
        CheckKey(command.IdempotencyKey);
    }

    public static void Check(SubmitToolResults command, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        CheckItems(command.Results, options);
    }

    public static void Check(TranscriptQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Limit is < 1 or > LongestTranscriptPage)
            throw new ArgumentException($"A page has 1 to {LongestTranscriptPage} exchanges.", nameof(query));
    }

    private static void CheckItems(IReadOnlyList<ChatItem> items, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(items);
        if (items.Count == 0 || items.Count > options.MaxInputItems)
            throw new ArgumentException($"1 to {options.MaxInputItems} items.", nameof(items));
        if (items.Sum(LengthOf) > options.MaxInputCharacters)
            throw new ArgumentException($"At most {options.MaxInputCharacters} characters together.", nameof(items));
    }

    private static long LengthOf(ChatItem item) => item switch
    {
        ChatItem.Message message => message.Text.Length + (message.Name?.Length ?? 0),
        ChatItem.ToolCall call => call.CallId.Length + call.Tool.Length + call.Arguments.Length,
        ChatItem.ToolResult result => result.CallId.Length + result.Output.Length,
        _ => throw new ArgumentException("An item is null.", nameof(item)),
    };

    private static void CheckMemory(MemoryUse use)
    {
        if (use.Limit is < 1 or > 1_000)
            throw new ArgumentException("1 to 1,000 memories.", nameof(use));
        if (use.MaxTokens is < 1)
            throw new ArgumentException("At least 1 token of memories.", nameof(use));
    }

    private static void CheckKey(string? key)
    {
        if (key is not null && (key.Length == 0 || key.Length > KeyText.MaxLength))
            throw new ArgumentException($"An idempotency key has 1 to {KeyText.MaxLength} characters.", nameof(key));
    }
}
