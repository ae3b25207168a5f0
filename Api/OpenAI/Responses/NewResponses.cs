using ChatMemory.Api.Chat;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Sessions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary><c>POST /v1/responses</c>: an exchange of a session, or, when nothing is to be stored, a plain relay.</summary>
internal sealed class NewResponses(
    ResponseStart start, StatelessResponses stateless, ModelsInUse models, StreamGate gate, TimeProvider time, IOptions<ApiOptions> options)
{
    public async Task<IResult> CreateAsync(HttpContext context, Caller caller)
    {
        var request = await ResponseReader.ReadAsync(context.Request.Body, context.RequestAborted);
        request = request with { Scope = Speaker.Scope(context, request.Scope) };
        var user = Speaker.User(context, caller, request.User);
        var place = request.Stream ? gate.Enter(user) : null;
        try
        {
            var result = request.Store
                ? await StoredAsync(context, caller, user, request, place)
                : await AnswerAsync(context, await stateless.BeginAsync(caller, user, request, context.RequestAborted), place);
            place = result is EventStream<ChatEvent> ? null : place;
            return result;
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary><c>POST /v1/responses/input_tokens</c>: how many tokens the same request would have the model read.</summary>
    public async Task<IResult> CountAsync(HttpContext context, Caller caller)
    {
        var request = await ResponseReader.ReadAsync(context.Request.Body, context.RequestAborted);
        var tokens = await stateless.CountTokensAsync(caller, Speaker.User(context, caller, request.User), request, context.RequestAborted);
        return Json.Answer(json =>
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "response.input_tokens"u8);
            json.WriteNumber("input_tokens"u8, tokens);
            json.WriteEndObject();
        });
    }

    private async Task<IResult> StoredAsync(HttpContext context, Caller caller, UserKey? user, ResponseRequest request, StreamPlace? place)
    {
        var (session, exchange) = await start.BeginAsync(caller, user, request, IdempotencyKey(context), context.RequestAborted);
        context.Response.Headers[ChatEndpoints.SessionHeader] = Uri.EscapeDataString(session.Key.Session.Value);
        context.Response.Headers[ChatEndpoints.ExchangeHeader] = exchange.Id.ToString();

        var view = ResponseView.Of(session.Epoch!.Value, exchange, models.Chat);
        if (request.Background && place is null)
        {
            context.Response.Headers["x-request-id"] = exchange.Id.ToString();
            return ResponseJson.Answer(view);
        }

        var events = session.Chat.FollowAsync(new(exchange.FirstEvent - 1, exchange.Id), context.RequestAborted);
        return request.Background
            ? new EventStream<ChatEvent>(events, new ResponseEvents(view).Write, place!, ResponseStreamForm.Instance)
            : await AnswerAsync(context, new(view, events), place);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, RunningResponse running, StreamPlace? place)
    {
        context.Response.Headers["x-request-id"] = running.Begun.Id.Exchange.ToString();
        if (place is null)
        {
            var view = await ResponseProgress.GatherAsync(running.Begun, running.Events);
            return view is { StatusWord: "failed", Output.Count: 0 } ? OpenAIError.Of(view.Reason) : ResponseJson.Answer(view);
        }

        var opening = new Opening(running.Events, context.RequestAborted);
        if (await opening.FailureAsync(options.Value.PingInterval, time) is not { } failure)
            return new EventStream<ChatEvent>(opening.EventsAsync(), new ResponseEvents(running.Begun).Write, place, ResponseStreamForm.Instance);
        await opening.DisposeAsync();
        return OpenAIError.Of(failure.Reason);
    }

    private static string? IdempotencyKey(HttpContext context) =>
        context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;
}

/// <summary>A response that is being answered.</summary>
/// <param name="Begun">The response as it began.</param>
/// <param name="Events">What happens in it, from the first event on.</param>
internal sealed record RunningResponse(ResponseView Begun, IAsyncEnumerable<IReadOnlyList<ChatEvent>> Events);
