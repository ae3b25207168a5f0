using System.Net.WebSockets;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Sessions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.OpenAI.Realtime;

/// <summary>
/// <c>/v1/realtime</c>: a conversation over one WebSocket, in text. It is a session like any other, so a client that connects again with the
/// session's id goes on where it was.
/// </summary>
internal static class RealtimeEndpoint
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static void MapRealtime(this IEndpointRouteBuilder wire) =>
        wire.MapGet("/realtime", HandleAsync).AddEndpointFilter<RefusalFilter>();

    private static async Task<IResult> HandleAsync(
        HttpContext context,
        Caller caller,
        IChatMemoryHost host,
        PlainRelay relay,
        ModelsInUse models,
        StreamGate gate,
        IIdSource ids,
        IOptions<ApiOptions> options)
    {
        var owner = Speaker.User(context, caller, context.Request.Query["user"]) ?? Anonymous.Of(caller.Tenant);
        var session = Speaker.Session(context, context.Request.Query["session_id"]) ?? SessionId.Parse(ids.Next().ToString("D"));
        if (!context.WebSockets.IsWebSocketRequest)
            return new OpenAIError(StatusCodes.Status426UpgradeRequired, "Open a WebSocket at this address.", Code: "websocket_expected");

        using var place = gate.Enter(Anonymous.Is(owner) ? null : owner, endless: true);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, place.Over);
        using var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = KeepAlive, KeepAliveTimeout = KeepAlive });
        await using var line = new RealtimeLine(socket, options.Value.MaxBodyBytes, ids);
        var settings = new RealtimeSettings(context.Request.Query["model"].ToString() is { Length: > 0 } model ? model : models.Chat);
        var connection = new RealtimeConnection(new(owner, session), host, relay, settings, line, ids);
        try
        {
            await connection.RunAsync(ends.Token);
            await line.CloseAsync(WebSocketCloseStatus.NormalClosure);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            await line.CloseAsync(WebSocketCloseStatus.EndpointUnavailable);
        }
        catch (WebSocketException)
        {
            // The client is gone. What it asked for goes on.
        }

        return Results.Empty;
    }
}
