using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Quotas;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Chat;

/// <summary><c>POST /api/chat</c>: begins an exchange and streams it. A client that goes away does not stop it.</summary>
internal static class ChatEndpoints
{
    public const string SessionHeader = "X-Session-Id";
    public const string ExchangeHeader = "X-Exchange-Id";

    public static void MapChat(this RouteGroupBuilder api) =>
        api.MapPost("/chat", ChatAsync).Require(Permissions.Chat)
            .WithTags("Chat")
            .WithSummary("Begin an exchange and stream its events, or get the whole answer with \"stream\": false.")
            .Produces<ChatResponse>()
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream")
            .Produces<ChatResponse>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status429TooManyRequests);

    private static async Task<IResult> ChatAsync(
        ChatRequest request,
        Caller caller,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        IChatMemoryHost host,
        IIdSource ids,
        StreamGate gate,
        ExchangeWait wait,
        HttpContext context)
    {
        if (UserOf(request, caller) is not { } user)
            return request.User is null ? Problem.Invalid("user", "Is required with an API key.") : Problem.NotFound("user");
        if (idempotencyKey is { Length: > KeyText.MaxLength })
            return Problem.Invalid("Idempotency-Key", $"Must have 1 to {KeyText.MaxLength} characters.");

        CountedRequest.Of(context).For(new(caller.Tenant, user));
        var key = new SessionKey(new(caller.Tenant, user), request.Session ?? SessionId.Parse(ids.Next().ToString("D")));
        var place = request.Stream ? gate.Enter(key.Owner) : null;
        try
        {
            var outcome = await host.Session(key).StartAsync(request.Command(idempotencyKey), context.RequestAborted);
            if (outcome is not StartOutcome.Accepted accepted)
                return StartProblems.Of(outcome);
            SetHeaders(context.Response, key.Session, accepted.Exchange);
            if (place is null)
                return await WholeAsync(host.Session(key), key.Session, accepted, wait, context.RequestAborted);

            var stream = Stream(host.Session(key), accepted, place, context.RequestAborted);
            place = null;
            return stream;
        }
        finally
        {
            place?.Dispose();
        }
    }

    private static UserId? UserOf(ChatRequest request, Caller caller) =>
        request.User is { } named ? caller.Speaks(named) ? named : null : caller.User;

    private static void SetHeaders(HttpResponse response, SessionId session, ExchangeId exchange)
    {
        response.Headers[SessionHeader] = Uri.EscapeDataString(session.Value);
        response.Headers[ExchangeHeader] = exchange.ToString();
    }

    private static EventStream<ChatEvent> Stream(
        IChatSession session, StartOutcome.Accepted accepted, StreamPlace place, CancellationToken cancellationToken) =>
        new(session.FollowAsync(new(accepted.FirstEvent - 1, accepted.Exchange), cancellationToken), ChatEventFormat.Write, place);

    private static async Task<IResult> WholeAsync(
        IChatSession session, SessionId id, StartOutcome.Accepted accepted, ExchangeWait wait, CancellationToken cancellationToken)
    {
        var rested = await wait.UntilItRestsAsync(session, accepted, cancellationToken);
        if (await session.FindExchangeAsync(accepted.Exchange, cancellationToken) is not { } exchange)
            return Problem.NotFound("exchange");
        var response = new ChatResponse(id, TextOf(exchange), exchange);
        return rested ? TypedResults.Ok(response) : TypedResults.Json(response, statusCode: StatusCodes.Status202Accepted);
    }

    private static string TextOf(Exchange exchange) =>
        string.Concat(exchange.Output.OfType<ChatItem.Message>().Where(message => message.Role == ChatRole.Assistant).Select(message => message.Text));
}
