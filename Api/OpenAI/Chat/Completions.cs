using ChatMemory.Api.Chat;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Responses;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Models;
using ChatMemory.Sessions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.OpenAI.Chat;

/// <summary>
/// <c>POST /v1/chat/completions</c>. With a user it is an exchange of a session: recalled for, kept, learned from, and not stopped by a client
/// that goes away. Without one it is a plain relay.
/// </summary>
internal sealed class Completions(
    IChatMemoryHost host, PlainRelay relay, ModelsInUse models, StreamGate gate, IIdSource ids, TimeProvider time, IOptions<ApiOptions> options)
{
    public async Task<IResult> AnswerAsync(HttpContext context, Caller caller)
    {
        try
        {
            var request = await CompletionReader.ReadAsync(context.Request.Body, context.RequestAborted);
            var user = Speaker.User(context, caller, request.User);
            var place = request.Stream ? gate.Enter(user) : null;
            try
            {
                var (id, events) = user is { } owner ? await BeginAsync(owner, request, context) : Relay(request, caller, context);
                var result = await AnswerAsync(request, Head(id, request, context), new(events, context.RequestAborted), place);
                place = result is EventStream<ChatEvent> ? null : place;
                return result;
            }
            finally
            {
                place?.Dispose();
            }
        }
        catch (OpenAIRequestException refused)
        {
            return refused.Error;
        }
    }

    private async Task<IResult> AnswerAsync(CompletionRequest request, AnswerHead head, Opening opening, StreamPlace? place)
    {
        if (place is null)
            return await Completion.GatherAsync(opening.EventsAsync(), head);
        if (await opening.FailureAsync(options.Value.PingInterval, time) is not { } failure)
            return new EventStream<ChatEvent>(opening.EventsAsync(), new ChunkWriter(head, request.IncludeUsage).Write, place, WireForm.Instance);
        await opening.DisposeAsync();
        return OpenAIError.Of(failure.Reason);
    }

    private (ExchangeId Id, IAsyncEnumerable<IReadOnlyList<ChatEvent>> Events) Relay(CompletionRequest request, Caller caller, HttpContext context)
    {
        var id = new ExchangeId(ids.Next());
        return (id, relay.AskAsync(id, Anonymous.Of(caller.Tenant), request.Messages, request.ForModel, cancellationToken: context.RequestAborted));
    }

    private async Task<(ExchangeId Id, IAsyncEnumerable<IReadOnlyList<ChatEvent>> Events)> BeginAsync(
        UserKey user, CompletionRequest request, HttpContext context)
    {
        var session = Speaker.Session(context, request.Session) ?? SessionId.Parse(ids.Next().ToString("D"));
        var chat = host.Session(new(user, session));
        var outcome = await chat.StartAsync(request.Exchange(IdempotencyKey(context), Speaker.Scope(context, request.Scope)), context.RequestAborted);
        if (outcome is not StartOutcome.Accepted accepted)
            throw Refusal(outcome);

        context.Response.Headers[ChatEndpoints.SessionHeader] = Uri.EscapeDataString(session.Value);
        context.Response.Headers[ChatEndpoints.ExchangeHeader] = accepted.Exchange.ToString();
        return (accepted.Exchange, chat.FollowAsync(new(accepted.FirstEvent - 1, accepted.Exchange), context.RequestAborted));
    }

    private AnswerHead Head(ExchangeId id, CompletionRequest request, HttpContext context)
    {
        context.Response.Headers["x-request-id"] = id.ToString();
        return new($"chatcmpl-{id}", time.GetUtcNow().ToUnixTimeSeconds(), request.Model ?? models.Chat);
    }

    private static string? IdempotencyKey(HttpContext context) =>
        context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } key ? key : null;

    private static OpenAIRequestException Refusal(StartOutcome outcome) => outcome switch
    {
        StartOutcome.KeyReused => new(new(
            StatusCodes.Status409Conflict, "The idempotency key began an exchange with another input.", Code: "idempotency_key_reused")),
        StartOutcome.QueueFull => throw new OverloadedException(CallerLimits.SessionQueue, TimeSpan.FromSeconds(1)),
        _ => throw new InvalidOperationException("A start was neither accepted nor refused."),
    };
}

internal static class CompletionEndpoints
{
    public static void MapCompletions(this RouteGroupBuilder wire) => wire.MapPost(
        "/chat/completions", (HttpContext context, Caller caller, Completions completions) => completions.AnswerAsync(context, caller));
}
