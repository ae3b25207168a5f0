using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ChatMemory.Models.OpenAICompatible;

/// <summary>Reads what a model counted.</summary>
internal static class ChatUsage
{
    /// <summary>The counts, or null when the property is null.</summary>
    public static UsageDetails? Read(ref Utf8JsonReader reader)
    {
        if (!ChatChunk.EnterOrNull(ref reader, JsonTokenType.StartObject))
            return null;
        var usage = new UsageDetails();
        while (ChatChunk.NextProperty(ref reader))
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                usage.InputTokenCount = Count(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8))
                usage.OutputTokenCount = Count(ref reader);
            else if (reader.ValueTextEquals("total_tokens"u8))
                usage.TotalTokenCount = Count(ref reader);
            else
                reader.Skip();
        }

        return usage;
    }

    private static long? Count(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number ? reader.GetInt64() : null;
    }
}
