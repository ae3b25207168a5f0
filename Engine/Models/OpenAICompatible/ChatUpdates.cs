using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Turns what was read into updates.</summary>
internal static class ChatUpdates
{
    /// <summary>What the chunk just read, which is not the last, adds to the answer; null when nothing.</summary>
    public static ChatResponseUpdate? Of(ChatChunk chunk) => Said(chunk) is { Count: > 0 } contents ? Update(chunk, contents) : null;

    /// <summary>The text of several chunks.</summary>
    public static ChatResponseUpdate Text(ChatChunk last, string text) => Update(last, [new TextContent(text)]);

    /// <summary>What the last chunk adds, with the calls that are whole now.</summary>
    public static ChatResponseUpdate Finish(ChatChunk chunk)
    {
        var contents = Said(chunk);
        var hasCalls = !chunk.Calls.IsEmpty;
        // An answer cut by its length may have cut a call as well: that one must not be made.
        if (chunk.Finish is null || chunk.Finish == ChatFinishReason.Stop || chunk.Finish == ChatFinishReason.ToolCalls)
            contents.AddRange(chunk.Calls.Take(chunk.Id));
        var update = Update(chunk, contents);
        update.FinishReason = hasCalls && (chunk.Finish is null || chunk.Finish == ChatFinishReason.Stop)
            ? ChatFinishReason.ToolCalls
            : chunk.Finish ?? ChatFinishReason.Stop;
        return update;
    }

    /// <summary>What the model counted.</summary>
    public static ChatResponseUpdate Counts(ChatChunk chunk) => Update(chunk, [new UsageContent(chunk.Usage!)]);

    private static List<AIContent> Said(ChatChunk chunk)
    {
        var contents = new List<AIContent>();
        if (chunk.Reasoning is { Length: > 0 } reasoning)
            contents.Add(new TextReasoningContent(reasoning));
        if (chunk.Text is { Length: > 0 } text)
            contents.Add(new TextContent(text));
        return contents;
    }

    private static ChatResponseUpdate Update(ChatChunk chunk, List<AIContent> contents) => new(ChatRole.Assistant, contents)
    {
        ResponseId = chunk.Id,
        MessageId = chunk.Id,
        ModelId = chunk.Model,
    };
}
