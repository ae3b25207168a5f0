using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Writes the options that have a name of their own, each unless the caller's extra properties have it too: those win.</summary>
internal readonly struct ChatRequestOptions(Utf8JsonWriter json, AdditionalPropertiesDictionary? extra)
{
    public void Write(ChatOptions options, string maxTokensName)
    {
        WriteNumbers(options, maxTokensName);
        if (options.StopSequences is { Count: > 0 } stops && Begin("stop"))
            JsonSerializer.Serialize(json, stops);
        if (options.AllowMultipleToolCalls is { } parallel && options.Tools is { Count: > 0 } && Begin("parallel_tool_calls"))
            json.WriteBooleanValue(parallel);
        if (options.Tools is { Count: > 0 } tools && Begin("tools"))
            ChatRequestTools.Write(json, tools);
        if (options.Tools is { Count: > 0 } && options.ToolMode is { } mode && Begin("tool_choice"))
            ChatRequestTools.WriteChoice(json, mode);
        if (options.ResponseFormat is ChatResponseFormatJson format && Begin("response_format"))
            ChatRequestFormat.Write(json, format);
    }

    public void Write(string name, string value)
    {
        if (Begin(name))
            json.WriteStringValue(value);
    }

    private void WriteNumbers(ChatOptions options, string maxTokensName)
    {
        Write("temperature", options.Temperature);
        Write("top_p", options.TopP);
        Write("frequency_penalty", options.FrequencyPenalty);
        Write("presence_penalty", options.PresencePenalty);
        Write("top_k", options.TopK);
        Write(maxTokensName, options.MaxOutputTokens);
        Write("seed", options.Seed);
    }

    private void Write(string name, float? value)
    {
        if (value is { } number && Begin(name))
            json.WriteNumberValue(number);
    }

    private void Write(string name, long? value)
    {
        if (value is { } number && Begin(name))
            json.WriteNumberValue(number);
    }

    private bool Begin(string name)
    {
        if (extra?.ContainsKey(name) == true)
            return false;
        json.WritePropertyName(name);
        return true;
    }
}
