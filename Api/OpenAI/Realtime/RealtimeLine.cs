using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using ChatMemory.Keys;
using ChatMemory.Serialization;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>A WebSocket as a line of events: whole events come in, and go out one after the other whoever says them.</summary>
internal sealed class RealtimeLine : IAsyncDisposable
{
    // A client that does not read keeps only its own answer waiting.
    private const int MostWaiting = 1_024;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);

    private readonly Channel<byte[]> _out = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(MostWaiting) { SingleReader = true });
    private readonly WebSocket _socket;
    private readonly long _maxBytes;
    private readonly IIdSource _ids;
    private readonly Task _sending;

    public RealtimeLine(WebSocket socket, long maxBytes, IIdSource ids)
    {
        (_socket, _maxBytes, _ids) = (socket, maxBytes, ids);
        _sending = SendAllAsync();
    }

    /// <summary>Says an event, which gets an id.</summary>
    public ValueTask SayAsync(JsonObject happened, CancellationToken cancellationToken)
    {
        happened["event_id"] = $"event_{_ids.Next():N}";
        return _out.Writer.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(happened, EngineJson.Options), cancellationToken);
    }

    /// <summary>The next event; null when the client has closed the line.</summary>
    /// <exception cref="OpenAIRequestException">It is no event.</exception>
    public async Task<JsonElement?> NextAsync(CancellationToken cancellationToken)
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            if (message.Length + part.Count <= _maxBytes)
                message.Write(buffer, 0, part.Count);
            else
                message.SetLength(_maxBytes + 1);
            if (part.EndOfMessage)
                return Read(message, part.MessageType);
        }
    }

    /// <summary>Says what is left to say and closes the line.</summary>
    public async Task CloseAsync(WebSocketCloseStatus why)
    {
        _out.Writer.TryComplete();
        using var patience = new CancellationTokenSource(ClosePatience);
        try
        {
            await _sending.WaitAsync(patience.Token);
            await _socket.CloseOutputAsync(why, statusDescription: null, patience.Token);
        }
        catch (Exception gone) when (gone is OperationCanceledException or WebSocketException)
        {
            _socket.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _out.Writer.TryComplete();
        if (_socket.State == WebSocketState.Open)
            _socket.Abort();
        await _sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private JsonElement Read(MemoryStream message, WebSocketMessageType type)
    {
        if (type != WebSocketMessageType.Text)
            throw new OpenAIRequestException(OpenAIError.Invalid("An event is a text message.", code: "invalid_event"));
        if (message.Length > _maxBytes)
            throw new OpenAIRequestException(OpenAIError.Invalid("The event is larger than ChatMemory:Api:MaxBodyBytes.", code: "event_too_large"));
        try
        {
            return JsonElement.Parse(message.GetBuffer().AsSpan(0, (int)message.Length)) is { ValueKind: JsonValueKind.Object } read ? read : throw NoEvent();
        }
        catch (JsonException)
        {
            throw NoEvent();
        }
    }

    private async Task SendAllAsync()
    {
        await foreach (var happened in _out.Reader.ReadAllAsync())
            await _socket.SendAsync(happened.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    private static OpenAIRequestException NoEvent() => new(OpenAIError.Invalid("An event is a JSON object.", code: "invalid_json"));
}
