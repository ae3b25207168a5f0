using System.Collections.Frozen;
using System.Text.Json;
using ChatMemory.Serialization;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models;

/// <summary>Keeps a tool call's arguments as the model wrote them, valid JSON or not, beside the parsed form that <see cref="FunctionCallContent"/> has.</summary>
public static class ToolCallText
{
    private static readonly IDictionary<string, object?> EmptyArguments = FrozenDictionary<string, object?>.Empty;

    /// <summary>A call whose arguments are <paramref name="arguments"/>, kept word for word.</summary>
    public static FunctionCallContent Create(string callId, string tool, string arguments)
    {
        var call = new FunctionCallContent(callId, tool) { RawRepresentation = arguments };
        try
        {
            call.Arguments = JsonSerializer.Deserialize<Dictionary<string, object?>>(arguments, EngineJson.Options);
        }
        catch (JsonException)
        {
            call.Exception = new FormatException("The model wrote arguments that are no JSON object.");
        }

        return call;
    }

    /// <summary>The arguments as JSON text, as the model wrote them where that is known.</summary>
    public static string ArgumentsOf(FunctionCallContent call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return call.RawRepresentation as string ?? JsonSerializer.Serialize(call.Arguments ?? EmptyArguments, EngineJson.Options);
    }
}
