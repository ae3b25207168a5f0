using System.Runtime.InteropServices;
using System.Text.Json;
using ChatMemory.Keys;
using ChatMemory.Memories;

namespace ChatMemory.Sessions;

/// <summary>The bounds of a session's commands, checked all at once before anything is done. Fields are named as in JSON.</summary>
internal static class SessionRules
{
    private const int MaxTools = 128;
    private const int MaxTranscriptPage = 200;
    private const int MaxExchangeProperties = 4 * 1024 * 1024;
    private const int MaxSessionProperties = 64 * 1024;

    public static void Check(StartExchange command, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        errors.Range(command.SaidBefore, 0, Math.Min(command.Input.Count, SessionOptions.MostContextItems), "said_before");
        Items([.. (command.Context is null ? command.Input : Kept(command.Input)).Skip(command.SaidBefore)], "input", options, errors);
        errors.Count(command.Context?.Count ?? 0, 0, SessionOptions.MostContextItems, "context");
        errors.Count(command.Earlier?.Count ?? 0, 0, SessionOptions.MostContextItems, "earlier");
        Properties(command.Properties, MaxExchangeProperties, errors);
        for (var i = 0; i < command.Input.Count && command.Context is null && !command.EndsAtCalls; i++)
        {
            errors.Require(
                command.Input[i] is ChatItem.Message { Role: not ChatRole.Assistant }, $"input[{i}]",
                "must be a message of role user, system or developer");
        }

        errors.Require(
            command.Deadline is not { } deadline || (deadline > TimeSpan.Zero && deadline <= options.MaxDeadline), "deadline",
            $"must be more than nothing and at most {options.MaxDeadline}");
        Model(command.Model, errors);
        Memory(command.Memory, errors);
        Key(command.IdempotencyKey, errors);
        Throw(errors);
    }

    /// <summary>What is stored of an input beside a context.</summary>
    public static IReadOnlyList<ChatItem> Kept(IReadOnlyList<ChatItem> input) =>
        [.. input.Select(item => item is ChatItem.Message { Content: not null } message ? message with { Content = null } : item)];

    public static void Check(RecordExchange command, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        Items(command.Items, "items", options, errors);
        Memory(command.Memory, errors);
        Key(command.IdempotencyKey, errors);
        Throw(errors);
    }

    public static void Check(DescribeSession command)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        Properties(command.Properties, MaxSessionProperties, errors);
        Throw(errors);
    }

    public static void Check(SubmitToolResults command, SessionOptions options)
    {
        ArgumentNullException.ThrowIfNull(command);
        var errors = new FieldErrors();
        Items(command.Results, "results", options, errors);
        Throw(errors);
    }

    public static void Check(TranscriptQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        var errors = new FieldErrors();
        errors.Range(query.Limit, 1, MaxTranscriptPage, "limit");
        Throw(errors);
    }

    private static void Items(IReadOnlyList<ChatItem> items, string field, SessionOptions options, FieldErrors errors)
    {
        errors.Count(items.Count, 1, options.MaxInputItems, field);
        var room = options.MaxInputCharacters;
        for (var i = 0; i < Math.Min(items.Count, options.MaxInputItems) && room >= 0; i++)
            room -= Item(items[i], $"{field}[{i}].", errors);
        errors.Require(room >= 0, field, $"must have at most {options.MaxInputCharacters} characters together");
    }

    private static int Item(ChatItem item, string at, FieldErrors errors)
    {
        switch (item)
        {
            case ChatItem.Message message:
                errors.Name(message.Name, MemoryRules.MaxName, at + "name");
                errors.Require(message.Content is null or { ValueKind: JsonValueKind.Array }, at + "content", "must be a list of parts");
                return Text(message.Text, at + "text", errors) + LengthOf(message.Content);
            case ChatItem.ToolCall call:
                errors.Text(call.CallId, MemoryRules.MaxName, at + "call_id");
                errors.Text(call.Tool, MemoryRules.MaxName, at + "tool");
                return Text(call.Arguments, at + "arguments", errors);
            case ChatItem.ToolResult result:
                errors.Text(result.CallId, MemoryRules.MaxName, at + "call_id");
                return Text(result.Output, at + "output", errors);
            default:
                errors.Require(holds: false, at.TrimEnd('.'), "must not be null");
                return 0;
        }
    }

    private static int LengthOf(JsonElement? content) => content is { } parts ? JsonMarshal.GetRawUtf8Value(parts).Length : 0;

    private static void Properties(IReadOnlyDictionary<string, JsonElement>? properties, int most, FieldErrors errors) => errors.Require(
        properties is null || properties.Sum(it => (long)it.Key.Length + LengthOf(it.Value)) <= most,
        "properties", $"must have at most {most} bytes of JSON");

    private static int Text(string text, string field, FieldErrors errors)
    {
        errors.Name(text, int.MaxValue, field);
        return text.Length;
    }

    private static void Model(ModelRequest model, FieldErrors errors)
    {
        errors.Count(model.Tools.Count, 0, MaxTools, "model.tools");
        for (var i = 0; i < Math.Min(model.Tools.Count, MaxTools); i++)
            errors.Text(model.Tools[i].Name, MemoryRules.MaxName, $"model.tools[{i}].name");
        errors.Require(
            model.ToolChoice is null or "auto" or "none" or "required" || model.Tools.Any(tool => tool.Name == model.ToolChoice),
            "model.tool_choice", "must be auto, none, required, or a tool's name");
    }

    // As strict as the user's memory, which would not take in what was learned under broken bounds.
    private static void Memory(MemoryUse use, FieldErrors errors)
    {
        errors.Range(use.Limit ?? 1, 1, MemoryRules.MaxLimit, "memory.limit");
        errors.Range(use.MaxTokens ?? 1, 1, int.MaxValue, "memory.max_tokens");
        errors.Name(use.Scope.Agent, MemoryRules.MaxName, "memory.scope.agent");
        errors.Name(use.Scope.App, MemoryRules.MaxName, "memory.scope.app");
        errors.Name(use.Scope.Run, MemoryRules.MaxName, "memory.scope.run");
        MemoryRules.Metadata(use.Metadata, "memory.metadata", errors);
        FilterRules.Check(use.Filter, "memory.filter", errors);
    }

    private static void Key(string? key, FieldErrors errors)
    {
        if (key is not null)
            errors.Text(key, KeyText.MaxLength, "idempotency_key");
    }

    private static void Throw(FieldErrors errors)
    {
        if (errors.All.Count > 0)
            throw new InvalidCommandException(errors.All);
    }
}
