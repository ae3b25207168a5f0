using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace ChatMemory.Cluster.Qdrant;

/// <summary>A request to read: JSON, with whatever fits on a line on one line.</summary>
internal static class RequestText
{
    private const int Width = 140;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IMessage request) => Text(JsonNode.Parse(JsonFormatter.Default.Format(request)), "");

    private static string Text(JsonNode? node, string indent)
    {
        var line = node?.ToJsonString(Plain) ?? "null";
        var deeper = indent + "  ";
        return node switch
        {
            JsonObject parts when indent.Length + line.Length > Width => Block('{', parts.Select(part => $"\"{part.Key}\": {Text(part.Value, deeper)}"), '}', indent),
            JsonArray items when indent.Length + line.Length > Width => Block('[', items.Select(item => Text(item, deeper)), ']', indent),
            _ => line,
        };
    }

    private static string Block(char opening, IEnumerable<string> parts, char closing, string indent) =>
        $"{opening}\n{string.Join(",\n", parts.Select(part => indent + "  " + part))}\n{indent}{closing}";
}
