using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Sessions;

/// <summary>A tool call's arguments between the journal, which keeps the model's own words, and the model's client, which wants them parsed.</summary>
public static class ToolArguments
{
    /// <summary>
    /// Under this name in <see cref="AIContent.AdditionalProperties"/> a model adapter finds and leaves the arguments as the model
    /// wrote them; without it they are written anew from <see cref="FunctionCallContent.Arguments"/>.
    /// </summary>
    public const string Raw = "raw_arguments";

    internal static string TextOf(FunctionCallContent call) =>
        call.AdditionalProperties?.TryGetValue(Raw, out string? raw) == true && raw is not null
            ? raw
            : JsonSerializer.Serialize(call.Arguments ?? new Dictionary<string, object?>(StringComparer.Ordinal), Serialization.EngineJson.Options);

    internal static FunctionCallContent ContentOf(ChatItem.ToolCall call) =>
        new(call.CallId, call.Tool, Parse(call.Arguments)) { AdditionalProperties = new() { [Raw] = call.Arguments } };

    private static Dictionary<string, object?>? Parse(string arguments)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
