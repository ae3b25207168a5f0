using System.Text.Json;
using ChatMemory.Memories;
using ChatMemory.Models;
using ChatMemory.Serialization;

namespace ChatMemory.Extraction.Model;

/// <summary>One entry of the model's answer as it wrote it: nothing in it is trusted yet.</summary>
internal sealed record ModelEntry(int N, string Quote, string Statement, MemoryKind Kind, string? Slot = null, string? Corrects = null, bool Retracts = false);

/// <summary>Reads the model's answer.</summary>
internal static class ModelAnswer
{
    private const int LongestAnswer = 256 * 1024;
    private const int LongestStatement = 1_000;
    private const int LongestQuote = 4_000;

    /// <summary>The entries that can be read. One that is malformed costs only itself.</summary>
    /// <exception cref="ModelException">The answer as a whole cannot be read (transient).</exception>
    public static IReadOnlyList<ModelEntry> Read(string text)
    {
        if (text.Length > LongestAnswer)
            throw Garbled("The extraction model's answer is too long.");
        try
        {
            using var document = JsonDocument.Parse(WithoutFence(text));
            return List(document.RootElement) is { } list
                ? [.. list.EnumerateArray().Select(Entry).OfType<ModelEntry>()]
                : throw Garbled("The extraction model's answer has no list of memories.");
        }
        catch (JsonException malformed)
        {
            throw Garbled("The extraction model's answer is not JSON.", malformed);
        }
    }

    // Models without structured output tend to wrap JSON in a Markdown fence.
    private static ReadOnlyMemory<char> WithoutFence(string text)
    {
        var trimmed = text.AsMemory().Trim();
        if (!trimmed.Span.StartsWith("```") || !trimmed.Span.EndsWith("```"))
            return trimmed;
        var firstLine = trimmed.Span.IndexOf('\n');
        return firstLine < 0 ? trimmed : trimmed[(firstLine + 1)..^3];
    }

    private static JsonElement? List(JsonElement root) => root switch
    {
        { ValueKind: JsonValueKind.Array } => root,
        { ValueKind: JsonValueKind.Object } when root.TryGetProperty("memories", out var list) && list.ValueKind is JsonValueKind.Array => list,
        _ => null,
    };

    private static ModelEntry? Entry(JsonElement element)
    {
        try
        {
            return element.Deserialize<ModelEntry>(EngineJson.Options) is { } entry && IsUsable(entry) ? entry : null;
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // The second is what half a character in a string throws.
            return null;
        }
    }

    private static bool IsUsable(ModelEntry entry) =>
        entry.Kind is MemoryKind.Profile or MemoryKind.Preference or MemoryKind.Pattern or MemoryKind.Task or MemoryKind.Fact
        && !string.IsNullOrWhiteSpace(entry.Statement)
        && entry.Statement.Length <= LongestStatement
        && entry.Quote.Length <= LongestQuote
        && (entry.Corrects?.Length ?? 0) <= LongestStatement;

    private static ModelException Garbled(string message, Exception? cause = null) =>
        new(ModelErrors.Garbled, message, isTransient: true, cause);
}
