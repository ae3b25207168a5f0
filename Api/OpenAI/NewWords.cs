using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI;

/// <summary>Finds in a conversation that comes whole what was not said before.</summary>
internal static class NewWords
{
    /// <summary>
    /// The place at which they begin: they follow the model's last words, with the calls whose results are among them, and with words of the
    /// model at the very end, which it is to go on with.
    /// </summary>
    public static int Begin(IReadOnlyList<ChatItem> conversation)
    {
        var start = conversation.Count;
        while (start > 0 && IsOfTheModel(conversation[start - 1]))
            start--;
        while (start > 0 && !IsOfTheModel(conversation[start - 1]))
            start--;
        while (start > 0 && conversation[start - 1] is ChatItem.ToolCall)
            start--;
        return start;
    }

    private static bool IsOfTheModel(ChatItem item) => item is ChatItem.ToolCall or ChatItem.Message { Role: ChatRole.Assistant };
}
