using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Keys;
using ChatMemory.Sessions;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>What a client has set for its session: how the model is asked, unless one response says otherwise.</summary>
internal sealed class RealtimeSettings(string model)
{
    private readonly JsonObject _set = new()
    {
        ["type"] = "realtime",
        ["model"] = model,
        ["output_modalities"] = new JsonArray("text"),
        ["tool_choice"] = "auto",
        ["tools"] = new JsonArray(),
        ["max_output_tokens"] = "inf",
        ["truncation"] = "auto",
    };

    /// <summary>Takes over what is said, and leaves the rest.</summary>
    /// <exception cref="OpenAIRequestException">It asks for sound.</exception>
    public void Update(JsonElement session)
    {
        RefuseSound(session, "session");
        _ = Request(session);
        foreach (var property in session.EnumerateObject().Where(property => property.Name is not ("type" or "id" or "object" or "audio")))
            _set[property.Name] = JsonNode.Parse(property.Value.GetRawText());
    }

    public JsonObject ToJson(SessionId id)
    {
        var shown = _set.DeepClone().AsObject();
        shown["object"] = "realtime.session";
        shown["id"] = id.Value;
        return shown;
    }

    /// <summary>How the model is asked for a response.</summary>
    /// <param name="response">What the client says of this one.</param>
    public ModelRequest Request(JsonElement? response)
    {
        var asked = _set.DeepClone().AsObject();
        if (response is { } said)
        {
            RefuseSound(said, "response");
            foreach (var property in said.EnumerateObject().Where(property => property.Name is "instructions" or "tools" or "tool_choice" or "max_output_tokens" or "temperature" or "model"))
                asked[property.Name] = JsonNode.Parse(property.Value.GetRawText());
        }

        if (asked["max_output_tokens"] is JsonValue most && most.GetValueKind() == JsonValueKind.String)
            asked.Remove("max_output_tokens");
        if (asked["tools"] is JsonArray { Count: 0 })
            asked.Remove("tools");
        foreach (var mine in (string[])["type", "output_modalities", "truncation", "audio", "include", "tracing", "expires_at", "prompt"])
            asked.Remove(mine);
        return ModelParameters.Of(JsonSerializer.SerializeToElement(asked));
    }

    private static void RefuseSound(JsonElement of, string at)
    {
        if (of.Member("output_modalities", JsonValueKind.Array) is { } modalities && modalities.EnumerateArray().Any(modality => !modality.ValueEquals("text")))
            throw new OpenAIRequestException(OpenAIError.Invalid("This server speaks text only: output_modalities must be [\"text\"].", $"{at}.output_modalities", "unsupported_value"));
    }
}
