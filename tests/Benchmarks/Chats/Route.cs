using System.Net.Http.Json;
using ChatMemory.Benchmarks.Processes;

namespace ChatMemory.Benchmarks.Chats;

/// <summary>A way to the model's answer: how it is asked for and how its stream reads.</summary>
/// <param name="Name">For the reader.</param>
/// <param name="Ask">The request of one exchange: whose, in which session, of which model, saying what.</param>
/// <param name="IsToken">Whether a line of the stream brings text.</param>
/// <param name="End">What stands near the end of a whole answer and of no other.</param>
internal sealed record Route(string Name, Func<string, string, string, string, HttpRequestMessage> Ask, Func<string, bool> IsToken, string End)
{
    private const string NoText = "\"content\":\"\"";

    /// <summary>OpenAI's wire, without a memory: the stand-in itself, or what passes it on.</summary>
    public static Route OpenAI(string name, Uri address) => new(
        name,
        (_, _, model, text) => Post(
            new(address, "/v1/chat/completions"),
            new { model, stream = true, stream_options = new { include_usage = true }, messages = new[] { new { role = "user", content = text } } }),
        line => line.Contains("\"content\":\"", StringComparison.Ordinal) && !line.Contains(NoText, StringComparison.Ordinal),
        "[DONE]");

    /// <summary>The server's own API.</summary>
    public static Route Through(Server server) => new(
        "through the server",
        (user, session, model, input) => Post(new(server.Http.BaseAddress!, "/api/chat"), new { user, session, model, input }),
        line => line.StartsWith("event: delta", StringComparison.Ordinal),
        "\"status\":\"completed\"");

    private static HttpRequestMessage Post(Uri address, object body)
    {
        var content = JsonContent.Create(body);
        return new(HttpMethod.Post, address) { Content = content };
    }
}
