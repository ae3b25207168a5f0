using System.Text.Json;
using System.Text.Json.Nodes;

namespace ChatMemory.Api.Mem0.Items;

/// <summary>Shows of each memory the fields that a request asks for; all when it does not say.</summary>
internal sealed class FieldChoice(IReadOnlyList<string>? fields)
{
    private readonly HashSet<string>? _fields = fields is { Count: > 0 } ? fields.ToHashSet(StringComparer.Ordinal) : null;

    public static FieldChoice All { get; } = new(fields: null);

    public JsonObject Of(MemoryItem item)
    {
        var shown = JsonSerializer.SerializeToNode(item, Mem0Json.Wire.MemoryItem)!.AsObject();
        foreach (var name in shown.Select(field => field.Key).Where(name => _fields?.Contains(name) == false).ToList())
            shown.Remove(name);
        return shown;
    }
}
