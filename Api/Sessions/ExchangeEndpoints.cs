using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Sessions;

/// <summary>The exchanges of a session: transcript, import, follow, cancel, tool results, extraction.</summary>
internal static class ExchangeEndpoints
{
    public static void MapExchanges(this RouteGroupBuilder session)
    {
        var exchanges = session.MapGroup("/exchanges");
        exchanges.MapGet("/", TranscriptAsync).Require(Permissions.Read).WithSummary("A page of the transcript.");
        exchanges.MapPost("/", RecordExchanges.HandleAsync).Require(Permissions.Write)
            .WithSummary("Take in exchanges that happened elsewhere: they are kept, learned and recalled like any other.")
            .Produces<RecordResponse>();

        var exchange = exchanges.MapGroup("/{exchange}");
        exchange.MapGet("/", FindAsync).Require(Permissions.Read).WithSummary("One exchange.");
        exchange.MapGet("/events", FollowAsync).Require(Permissions.Chat).WithSummary("Follow an exchange to its end.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
        exchange.MapPost("/cancel", CancelAsync).Require(Permissions.Chat).WithSummary("Cancel an exchange. What has streamed is kept and teaches nothing.");
        exchange.MapPost("/tool-results", SubmitAsync).Require(Permissions.Chat).WithSummary("Give the results of tool calls; with the last one the model goes on.");
        exchange.MapPost("/extraction/retry", RetryAsync).Require(Permissions.Write).WithSummary("Put a failed extraction back.");
    }

    private static async Task<Results<Ok<TranscriptPage>, ProblemHttpResult>> TranscriptAsync(
        Owner owner, SessionId session, [AsParameters] TranscriptRequest page, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).TranscriptAsync(page.Query, cancellationToken) is { } transcript
            ? TypedResults.Ok(transcript)
            : Problem.NotFound("session");

    private static async Task<Results<Ok<Exchange>, ProblemHttpResult>> FindAsync(
        Owner owner, SessionId session, ExchangeId exchange, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).FindExchangeAsync(exchange, cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : Problem.NotFound("exchange");

    private static async Task<IResult> FollowAsync(
        Owner owner,
        SessionId session,
        ExchangeId exchange,
        [AsParameters] ResumeAfter after,
        IChatMemoryHost host,
        StreamGate gate,
        CancellationToken cancellationToken)
    {
        var chat = host.Session(owner.Session(session));
        return await chat.FindExchangeAsync(exchange, cancellationToken) is null
            ? Problem.NotFound("exchange")
            : new EventStream<ChatEvent>(chat.FollowAsync(new(after.Number, exchange), cancellationToken), ChatEventFormat.Write, gate.Enter(owner.Key));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CancelAsync(
        Owner owner, SessionId session, ExchangeId exchange, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).CancelAsync(exchange, cancellationToken) switch
        {
            CancelOutcome.Cancelled => TypedResults.NoContent(),
            CancelOutcome.AlreadyEnded => Problem.Conflict("already_ended", "The exchange had ended before."),
            _ => Problem.NotFound("exchange"),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> SubmitAsync(
        Owner owner, SessionId session, ExchangeId exchange, ToolResultsRequest request, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).SubmitToolResultsAsync(new(exchange, request.Results), cancellationToken) switch
        {
            SubmitOutcome.Accepted => TypedResults.NoContent(),
            SubmitOutcome.NotAwaited => Problem.Conflict("not_awaited", "The exchange does not wait for tool results."),
            SubmitOutcome.UnknownCall => Problem.Conflict("unknown_call", "A result names a call that the exchange does not have or that another output has answered."),
            _ => Problem.NotFound("exchange"),
        };

    private static async Task<Results<NoContent, ProblemHttpResult>> RetryAsync(
        Owner owner, SessionId session, ExchangeId exchange, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).RetryExtractionAsync(exchange, cancellationToken) switch
        {
            RetryOutcome.Requeued => TypedResults.NoContent(),
            RetryOutcome.NotFailed => Problem.Conflict("not_failed", "The exchange's extraction has not failed."),
            _ => Problem.NotFound("exchange"),
        };
}
