using System.Net.Http.Json;
using System.Text.Json;
using ChatMemory.Api.OpenAI;
using ChatMemory.Api.Support;

namespace ChatMemory.Api.Wires;

/// <summary>What every wire can do with a user's memory.</summary>
internal abstract class Wire(WireServer server)
{
    protected Uri Address => server.Api.Address;

    protected HttpClient Http => server.Http;

    /// <summary>Has the server keep a statement; returns when it can be found.</summary>
    public abstract Task WriteAsync(string user, string statement);

    /// <summary>What the wire says to a question, as one text.</summary>
    public abstract Task<string> FindAsync(string user, string question);

    protected Task<JsonElement> PostAsync(string path, string user, object body) =>
        Http.SendAsync(
            new(HttpMethod.Post, path) { Headers = { { "X-User", Uri.EscapeDataString(user) } }, Content = JsonContent.Create(body) },
            TestContext.Current.CancellationToken).JsonAsync();
}
