using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Sessions;

/// <summary>A user's sessions: list, look, follow, delete.</summary>
internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder user)
    {
        var sessions = user.MapGroup("/sessions").WithTags("Sessions");
        sessions.MapGet("/", ListAsync).Require(Permissions.Read).WithSummary("The user's sessions, the most recently used first.");

        var session = sessions.MapGroup("/{session}");
        session.MapGet("/", StatusAsync).Require(Permissions.Read).WithSummary("A session in a few figures.");
        session.MapDelete("/", DeleteAsync).Require(Permissions.Write).WithSummary("Delete a session with its text. What was learned from it stays.");
        session.MapGet("/events", FollowAsync).Require(Permissions.Chat).WithSummary("Follow everything that happens in a session, without end.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");
        session.MapExchanges();
    }

    private static async Task<Ok<SessionPage>> ListAsync(
        Owner owner, SessionDirectory directory, [AsParameters] PageRequest page, CancellationToken cancellationToken) =>
        TypedResults.Ok(await directory.ListAsync(owner.Key, page.Limit ?? PageRequest.DefaultLimit, page.Cursor, cancellationToken));

    private static async Task<Results<Ok<SessionStatus>, ProblemHttpResult>> StatusAsync(
        Owner owner, SessionId session, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).StatusAsync(cancellationToken) is { } status
            ? TypedResults.Ok(status)
            : Problem.NotFound("session");

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Owner owner, SessionId session, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Session(owner.Session(session)).DeleteAsync(cancellationToken) ? TypedResults.NoContent() : Problem.NotFound("session");

    private static async Task<IResult> FollowAsync(
        Owner owner, SessionId session, [AsParameters] ResumeAfter after, IChatMemoryHost host, StreamGate gate, CancellationToken cancellationToken)
    {
        var chat = host.Session(owner.Session(session));
        return await chat.StatusAsync(cancellationToken) is null
            ? Problem.NotFound("session")
            : new EventStream<ChatEvent>(chat.FollowAsync(new(after.Number), cancellationToken), ChatEventFormat.Write, gate.Enter(owner.Key, endless: true));
    }
}
