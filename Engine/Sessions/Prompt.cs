using ChatMemory.Models;
using Microsoft.Extensions.AI;
using Role = Microsoft.Extensions.AI.ChatRole;

namespace ChatMemory.Sessions;

/// <summary>Puts a conversation into the words of the model's client.</summary>
internal static class Prompt
{
    private static readonly Role Developer = new("developer");

    /// <summary>Instructions, memories, earlier exchanges, and the exchange to answer with what it has so far.</summary>
    public static List<ChatMessage> Messages(
        string instructions, string memories, IReadOnlyList<WindowedExchange> earlier, Exchange exchange)
    {
        var messages = new List<ChatMessage>();
        if (instructions.Length > 0)
            messages.Add(new(Role.System, instructions));
        if (memories.Length > 0)
            messages.Add(new(Role.System, memories));
        foreach (var item in earlier.SelectMany(it => it.Items).Concat(exchange.Input).Concat(exchange.Output))
            Add(messages, item);
        return messages;
    }

    /// <summary>A conversation that a caller brings: the memories follow the instructions that it begins with.</summary>
    public static List<ChatMessage> Messages(string instructions, string memories, IEnumerable<ChatItem> conversation)
    {
        var messages = new List<ChatMessage>();
        foreach (var item in conversation)
            Add(messages, item);

        var spoken = messages.FindIndex(message => message.Role != Role.System && message.Role != Developer);
        if (memories.Length > 0)
            messages.Insert(spoken < 0 ? messages.Count : spoken, new(Role.System, memories));
        if (instructions.Length > 0 && !messages.Exists(IsInstruction))
            messages.Insert(0, new(Role.System, instructions));
        return messages;

        bool IsInstruction(ChatMessage message) =>
            (message.Role == Role.System || message.Role == Developer) && message.Text != memories;
    }

    public static ChatOptions Options(ModelRequest request, bool continues)
    {
        var options = new ChatOptions
        {
            ModelId = request.Model,
            Temperature = request.Temperature,
            MaxOutputTokens = request.MaxOutputTokens,
        };
        if (request.Tools.Count > 0)
        {
            options.Tools = [.. request.Tools.Select(Declare)];
            options.ToolMode = ModeOf(request.ToolChoice, continues);
        }

        if (request.Extra is { Count: > 0 } extra)
            options.AdditionalProperties = new(extra.ToDictionary(pair => pair.Key, pair => (object?)pair.Value, StringComparer.Ordinal));
        return options;
    }

    private static AIFunctionDeclaration Declare(ToolDefinition tool) => AIFunctionFactory.CreateDeclaration(
        tool.Name, tool.Description, tool.Parameters ?? System.Text.Json.JsonElement.Parse("""{"type":"object","properties":{}}"""), null);

    // A model that had to call a tool and has its result must be free to answer, or the exchange would never end.
    private static ChatToolMode? ModeOf(string? choice, bool continues) => choice switch
    {
        null => null,
        "none" => ChatToolMode.None,
        "auto" => ChatToolMode.Auto,
        _ when continues => ChatToolMode.Auto,
        "required" => ChatToolMode.RequireAny,
        var tool => ChatToolMode.RequireSpecific(tool),
    };

    private static void Add(List<ChatMessage> messages, ChatItem item)
    {
        switch (item)
        {
            case ChatItem.Message message:
                messages.Add(new(RoleOf(message.Role), message.Text) { AuthorName = message.Name, RawRepresentation = message.Content });
                break;
            // A model's calls belong to one message, with the words that it said before them.
            case ChatItem.ToolCall call when messages is [.., var last] && last.Role == Role.Assistant:
                last.Contents.Add(ToolCallText.Create(call.CallId, call.Tool, call.Arguments));
                break;
            case ChatItem.ToolCall call:
                messages.Add(new(Role.Assistant, [ToolCallText.Create(call.CallId, call.Tool, call.Arguments)]));
                break;
            case ChatItem.ToolResult result:
                messages.Add(new(Role.Tool, [new FunctionResultContent(result.CallId, result.Output)]));
                break;
        }
    }

    private static Role RoleOf(ChatRole role) => role switch
    {
        ChatRole.User => Role.User,
        ChatRole.Assistant => Role.Assistant,
        ChatRole.Developer => Developer,
        _ => Role.System,
    };
}
