using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.OpenAI.Conversations;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.OpenAI.Responses;

/// <summary>Begins the exchange that a stored response is: in its conversation, after the response that it follows, or in a session of its own.</summary>
internal sealed class ResponseStart(SessionFinder sessions, InputItems items, IIdSource ids, IOptions<ChatMemory.Sessions.SessionOptions> options)
{
    /// <summary>As many exchanges are copied for a response that branches off.</summary>
    private const int MostCopied = 200;

    /// <summary>Begins it.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="user">The user whom the request names.</param>
    /// <param name="request">The request.</param>
    /// <param name="idempotencyKey">Makes a repeated request find the first one's exchange.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OpenAIRequestException">It is refused.</exception>
    public Task<StartedResponse> BeginAsync(
        Caller caller, UserKey? user, ResponseRequest request, string? idempotencyKey, CancellationToken cancellationToken)
    {
        var starting = new Starting(caller, user, request, idempotencyKey, cancellationToken);
        return request.Conversation is { } conversation ? InConversationAsync(starting, conversation)
            : request.Previous is { } previous ? AfterAsync(starting, previous)
            : AloneAsync(starting);
    }

    private async Task<StartedResponse> InConversationAsync(Starting starting, string conversation)
    {
        var session = await sessions.ConversationAsync(starting.Caller, conversation, starting.CancellationToken, "conversation");
        RequireOwner(starting.User, session, "conversation");
        if (starting.User is { } user && (Anonymous.Is(session.Key.Owner) || session.Epoch is null))
            return await InGivenConversationAsync(starting, session.Home ?? session, user);
        return await StartAsync(session, await CommandAsync(starting, session) with { Epoch = session.Epoch }, "conversation")
            ?? throw SessionFinder.NotFound("conversation", "conversation");
    }

    // The first response that names a user makes a conversation without one that user's: memory and erasure then know whose it is.
    private async Task<StartedResponse> InGivenConversationAsync(Starting starting, FoundSession home, UserKey user)
    {
        var session = await sessions.GivenAsync(home, user.User, starting.CancellationToken);
        var command = await CommandAsync(starting, session);
        var before = (await home.Chat.TranscriptAsync(new(MostCopied), starting.CancellationToken))?.Exchanges ?? [];
        if (await home.Chat.StatusAsync() is not { } status
            || await home.Chat.DescribeAsync(new(ConversationView.Give(status, user.User), home.Epoch), CancellationToken.None) is null)
        {
            throw SessionFinder.NotFound("conversation", "conversation");
        }

        var started = (await StartAsync(session, command with { Earlier = [.. before.Select(Copy)] }, "conversation"))!;
        foreach (var copied in before)
            await home.Chat.RemoveAsync(new(copied.Id), CancellationToken.None);
        return started;
    }

    private async Task<StartedResponse> AfterAsync(Starting starting, string previous)
    {
        var (session, exchange) = await sessions.ResponseAsync(starting.Caller, previous, starting.CancellationToken, "previous_response_id");
        RequireOwner(starting.User, session, "previous_response_id");
        var staysHere = starting.User is not { } user || user == session.Key.Owner;
        var command = await CommandAsync(starting, session);
        if (staysHere && !ResponseView.Of(0, exchange, "").IsInConversation
            && await StartAsync(session, command with { Epoch = session.Epoch, After = exchange.Id }, "input") is { } started)
        {
            return started;
        }

        if (exchange.EndedAt is null)
            throw new OpenAIRequestException(new(StatusCodes.Status409Conflict, "The previous response has not ended.", "previous_response_id", "response_not_ended"));
        var branch = sessions.Of(New(starting.User ?? session.Key.Owner, starting.IdempotencyKey), epoch: null);
        return (await StartAsync(
            branch, command with { Earlier = await CopyAsync(session, exchange, starting.CancellationToken), Memory = Anonymous.MemoryOf(branch.Key.Owner, starting.Request.Scope) }, "input"))!;
    }

    private async Task<StartedResponse> AloneAsync(Starting starting)
    {
        var session = sessions.Of(New(starting.User ?? Anonymous.Of(starting.Caller.Tenant), starting.IdempotencyKey), epoch: null);
        var command = await CommandAsync(starting, session);
        return (await StartAsync(session, command with { SaidBefore = NewWords.Begin(command.Input) }, "input"))!;
    }

    private async Task<StartExchange> CommandAsync(Starting starting, FoundSession session)
    {
        var request = starting.Request;
        var input = await items.ResolveAsync(starting.Caller, request.Input, session.Epoch, starting.CancellationToken);
        return new()
        {
            Input = input,
            EndsAtCalls = true,
            Model = request.ForModel,
            Memory = Anonymous.MemoryOf(session.Key.Owner, request.Scope),
            WhenBusy = WhenBusy.Queue,
            IdempotencyKey = starting.IdempotencyKey,
            Deadline = request.Background ? options.Value.MaxDeadline : null,
            Properties = new Dictionary<string, JsonElement>(StringComparer.Ordinal)
            {
                [ResponseView.EchoProperty] = request.Echo,
                [ResponseView.ItemsProperty] = Json.Value(json => json.WriteNumberValue(input.Count)),
            },
        };
    }

    // Null when the session is gone or goes on otherwise.
    private static async Task<StartedResponse?> StartAsync(FoundSession session, StartExchange command, string param) =>
        await session.Chat.StartAsync(command, CancellationToken.None) switch
        {
            StartOutcome.Accepted accepted => await session.Chat.FindExchangeAsync(accepted.Exchange) is { } exchange
                ? new(session with { Epoch = accepted.Epoch }, exchange)
                : throw SessionFinder.NotFound("response"),
            StartOutcome.NotNewest or StartOutcome.NoSession => null,
            StartOutcome.UnknownCall => throw new OpenAIRequestException(
                OpenAIError.Invalid("A function_call_output answers a call that was not made before.", "input", "unknown_call")),
            StartOutcome.KeyReused => throw new OpenAIRequestException(new(
                StatusCodes.Status409Conflict, "The idempotency key began a response with another input.", param, "idempotency_key_reused")),
            StartOutcome.QueueFull => throw new OverloadedException(CallerLimits.SessionQueue, TimeSpan.FromSeconds(1)),
            _ => throw new InvalidOperationException("A start was neither accepted nor refused."),
        };

    private static async Task<IReadOnlyList<EarlierExchange>> CopyAsync(FoundSession session, Exchange last, CancellationToken cancellationToken)
    {
        var before = await session.Chat.TranscriptAsync(new(MostCopied - 1, Before: last.Id), cancellationToken);
        return
        [
            .. (before?.Exchanges ?? []).Append(last)
                .Where(exchange => exchange.Status == ExchangeStatus.Completed || exchange.Output.Count > 0)
                .Select(Copy),
        ];
    }

    private static EarlierExchange Copy(Exchange exchange) => new(exchange.Input, exchange.Output, exchange.StartedAt);

    // Whose it is stays unknown to others.
    private static void RequireOwner(UserKey? user, FoundSession session, string param)
    {
        if (user is { } named && named != session.Key.Owner && !Anonymous.Is(session.Key.Owner))
            throw SessionFinder.NotFound(param == "conversation" ? "conversation" : "response", param);
    }

    // A request repeated with its key must find the session that the first one began.
    private SessionKey New(UserKey owner, string? idempotencyKey) => new(owner, SessionId.Parse(
        idempotencyKey is null ? ids.Next().ToString("D") : $"key-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)))}"));

    private sealed record Starting(Caller Caller, UserKey? User, ResponseRequest Request, string? IdempotencyKey, CancellationToken CancellationToken);
}

/// <summary>A stored response that has begun.</summary>
/// <param name="Session">Its session; its epoch is known.</param>
/// <param name="Exchange">The exchange that it is.</param>
internal sealed record StartedResponse(FoundSession Session, Exchange Exchange);
