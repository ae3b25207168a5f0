using System.Text.Encodings.Web;
using System.Text.Json;

namespace ChatMemory.Support.StandIn;

/// <summary>The JSON of OpenAI's wire.</summary>
internal static class StandInWire
{
    public const int PromptTokens = 7;

    private const string Head = "\"id\":\"chatcmpl-standin\",\"created\":1700000000,\"model\":\"stand-in\"";
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Role() => Chunk("{\"role\":\"assistant\",\"content\":\"\"}", finish: null);

    public static string Token(string text) => Chunk($"{{\"content\":{Text(text)}}}", finish: null);

    public static string Finish(string reason) => Chunk("{}", reason);

    public static string UsageChunk(int tokens) =>
        $"{{{Head},\"object\":\"chat.completion.chunk\",\"choices\":[],\"usage\":{Usage(tokens)}}}";

    public static string Whole(string text, string? tools, string? finish, int tokens, bool usage)
    {
        var calls = tools is null ? "" : $",\"tool_calls\":[{tools}]";
        var counts = usage ? $",\"usage\":{Usage(tokens)}" : "";
        return $"{{{Head},\"object\":\"chat.completion\",\"choices\":[{{\"index\":0,\"message\":{{\"role\":\"assistant\",\"content\":{Text(text)}{calls}}},\"finish_reason\":{Text(finish)}}}]{counts}}}";
    }

    public static IEnumerable<string> ToolPieces(int index, string? id, string name, IEnumerable<string> arguments)
    {
        var idPart = id is null ? "" : $"\"id\":{Text(id)},";
        yield return Tool($"{{\"index\":{index},{idPart}\"type\":\"function\",\"function\":{{\"name\":{Text(name)},\"arguments\":\"\"}}}}");
        foreach (var piece in arguments)
            yield return Tool($"{{\"index\":{index},\"function\":{{\"arguments\":{Text(piece)}}}}}");
    }

    public static string WholeTool(string? id, string name, string arguments) =>
        $"{{\"id\":{Text(id)},\"type\":\"function\",\"function\":{{\"name\":{Text(name)},\"arguments\":{Text(arguments)}}}}}";

    public static string Error(string code, string message) =>
        $"{{\"error\":{{\"message\":{Text(message)},\"type\":\"some_type\",\"param\":null,\"code\":{Text(code)}}}}}";

    private static string Tool(string call) => Chunk($"{{\"tool_calls\":[{call}]}}", finish: null);

    private static string Chunk(string delta, string? finish) =>
        $"{{{Head},\"object\":\"chat.completion.chunk\",\"choices\":[{{\"index\":0,\"delta\":{delta},\"logprobs\":null,\"finish_reason\":{Text(finish)}}}],\"usage\":null}}";

    private static string Usage(int tokens) =>
        $"{{\"prompt_tokens\":{PromptTokens},\"completion_tokens\":{tokens},\"total_tokens\":{PromptTokens + tokens}}}";

    private static string Text(string? text) => JsonSerializer.Serialize(text, Plain);
}
