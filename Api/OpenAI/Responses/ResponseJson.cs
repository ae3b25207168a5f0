using System.Text.Json;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Writes a response.</summary>
internal static class ResponseJson
{
    public static IResult Answer(ResponseView view) => Json.Answer(json => Write(json, view));

    public static void Write(Utf8JsonWriter json, ResponseView view)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, view.Id.ToString());
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, view.CreatedAt.ToUnixTimeSeconds());
        if (view is { Status: ExchangeStatus.Completed, CompletedAt: { } completed })
            json.WriteNumber("completed_at"u8, completed.ToUnixTimeSeconds());
        json.WriteString("status"u8, view.StatusWord);
        WriteReason(json, view);
        json.WriteString("model"u8, view.Model);
        WriteOutput(json, view);
        WriteUsage(json, view.Usage);
        WriteConversation(json, view.Echo);
        WriteParameters(json, view.Echo);
        json.WriteEndObject();
    }

    private static void WriteReason(Utf8JsonWriter json, ResponseView view)
    {
        if (view.StatusWord == "failed")
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, view.Reason?.Code ?? "server_error");
            json.WriteString("message"u8, view.Reason?.Message ?? "The response failed.");
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error"u8);
        }

        if (view.CutBy is { } limit)
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, limit);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details"u8);
        }
    }

    private static void WriteOutput(Utf8JsonWriter json, ResponseView view)
    {
        json.WriteStartArray("output"u8);
        foreach (var (place, item) in view.Output.Index())
        {
            if (ItemJson.IsShown(item))
                ItemJson.Write(json, new(view.Id.Epoch, view.Id.Exchange, place, IsOutput: true), item, view.StatusOf(place));
        }

        json.WriteEndArray();
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNull("usage"u8);
            return;
        }

        json.WriteStartObject("usage"u8);
        json.WriteNumber("input_tokens"u8, usage.InputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, usage.InputTokens + usage.OutputTokens);
        json.WriteEndObject();
    }

    private static void WriteConversation(Utf8JsonWriter json, JsonElement echo)
    {
        if (!echo.TryGetProperty("conversation", out var conversation))
        {
            json.WriteNull("conversation"u8);
            return;
        }

        json.WriteStartObject("conversation"u8);
        json.WriteString("id"u8, conversation.ValueKind == JsonValueKind.Object ? conversation.Text("id") : conversation.GetString());
        json.WriteEndObject();
    }

    // What the request did not say has OpenAI's default.
    private static void WriteParameters(Utf8JsonWriter json, JsonElement echo)
    {
        Write(json, echo, "background"u8, "false"u8);
        Write(json, echo, "instructions"u8, "null"u8);
        Write(json, echo, "max_output_tokens"u8, "null"u8);
        Write(json, echo, "max_tool_calls"u8, "null"u8);
        Write(json, echo, "metadata"u8, "{}"u8);
        Write(json, echo, "parallel_tool_calls"u8, "true"u8);
        Write(json, echo, "previous_response_id"u8, "null"u8);
        Write(json, echo, "prompt_cache_key"u8, "null"u8);
        Write(json, echo, "reasoning"u8, """{"effort":null,"summary":null}"""u8);
        Write(json, echo, "safety_identifier"u8, "null"u8);
        Write(json, echo, "service_tier"u8, "\"default\""u8);
        Write(json, echo, "store"u8, "true"u8);
        Write(json, echo, "temperature"u8, "1"u8);
        Write(json, echo, "text"u8, """{"format":{"type":"text"}}"""u8);
        Write(json, echo, "tool_choice"u8, "\"auto\""u8);
        Write(json, echo, "tools"u8, "[]"u8);
        Write(json, echo, "top_logprobs"u8, "0"u8);
        Write(json, echo, "top_p"u8, "1"u8);
        Write(json, echo, "truncation"u8, "\"disabled\""u8);
        Write(json, echo, "user"u8, "null"u8);
    }

    private static void Write(Utf8JsonWriter json, JsonElement echo, ReadOnlySpan<byte> name, ReadOnlySpan<byte> otherwise)
    {
        json.WritePropertyName(name);
        if (echo.TryGetProperty(name, out var given))
            given.WriteTo(json);
        else
            json.WriteRawValue(otherwise, skipInputValidation: true);
    }
}
