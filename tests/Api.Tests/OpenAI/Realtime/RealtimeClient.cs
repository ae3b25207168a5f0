using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>One conversation over a WebSocket, event by event.</summary>
internal sealed class RealtimeClient : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    public WebSocketState State => _socket.State;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<RealtimeClient> ConnectAsync(Uri server, string user, string? session = null)
    {
        var client = new RealtimeClient();
        client._socket.Options.SetRequestHeader("X-User", Uri.EscapeDataString(user));
        if (session is not null)
            client._socket.Options.SetRequestHeader("X-Session-Id", session);
        await client._socket.ConnectAsync(new UriBuilder(new Uri(server, "/v1/realtime?model=stand-in")) { Scheme = "ws" }.Uri, Cancellation);
        Assert.Equal("session.created", (await client.NextAsync()).GetProperty("type").GetString());
        return client;
    }

    public Task SendAsync(string text) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, Cancellation);

    public async Task<JsonElement> NextAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[4096];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), Cancellation);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonElement.Parse(message.ToArray());
    }

    /// <summary>The first event of a type; an error on the way fails the test.</summary>
    public async Task<JsonElement> UntilAsync(string type)
    {
        while (true)
        {
            var next = await NextAsync();
            var came = next.GetProperty("type").GetString();
            Assert.True(came != "error" || type == "error", next.GetRawText());
            if (came == type)
                return next;
        }
    }

    public void Dispose() => _socket.Dispose();
}
