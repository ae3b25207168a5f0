using System.Text.Json;
using ChatMemory.Memories;

namespace ChatMemory.Api.OpenAI;

/// <summary>The bounds of <c>metadata</c>: 16 texts of 512 characters, with keys of 64.</summary>
internal static class Metadata
{
    private const int MostEntries = 16;
    private const int LongestKey = 64;
    private const int LongestValue = 512;

    /// <summary>The metadata of a body; null when it has none.</summary>
    /// <exception cref="OpenAIRequestException">It is out of bounds.</exception>
    public static JsonElement? Check(JsonElement body)
    {
        if (body.Member("metadata", JsonValueKind.Object) is not { } metadata)
            return null;
        Require(metadata.GetPropertyCount() <= MostEntries, $"metadata must have at most {MostEntries} entries.");
        foreach (var entry in metadata.EnumerateObject())
        {
            Require(
                entry.Name.Length <= LongestKey && entry.Value.ValueKind == JsonValueKind.String && entry.Value.GetString()!.Length <= LongestValue,
                $"An entry of metadata must be a text of at most {LongestValue} characters under a key of at most {LongestKey}.");
        }

        return metadata;
    }

    /// <summary>The scope that metadata names by <c>agent_id</c>, <c>app_id</c> and <c>run_id</c>.</summary>
    public static MemoryScope ScopeOf(JsonElement? metadata) => new(metadata?.Text("agent_id"), metadata?.Text("app_id"), metadata?.Text("run_id"));

    private static void Require(bool holds, string sentence)
    {
        if (!holds)
            throw new OpenAIRequestException(OpenAIError.Invalid(sentence, "metadata", "invalid_value"));
    }
}
