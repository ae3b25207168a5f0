using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Api.Sessions;
using ChatMemory.Api.Streaming;
using ChatMemory.Keys;
using ChatMemory.Memories;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Memories;

/// <summary>A user's memories: add, find, list, change, delete, history, feed.</summary>
internal static class MemoryEndpoints
{
    public static void MapMemories(this RouteGroupBuilder user)
    {
        var memories = user.MapGroup("/memories").WithTags("Memories");
        memories.MapPost("/", AddMemoriesEndpoint.HandleAsync).Require(Permissions.Write)
            .WithSummary("Store statements word for word (\"memories\"), or learn from a conversation (\"messages\").")
            .Produces<AddOutcome>()
            .Produces<LearnAccepted>(StatusCodes.Status202Accepted);
        memories.MapGet("/", ListAsync).Require(Permissions.Read).WithSummary("The memories that hold now, newest first.");
        memories.MapPost("/query", QueryAsync).Require(Permissions.Read).WithSummary("A page of the memories that a filter means.");
        memories.MapPost("/recall", RecallEndpoints.RecallAsync).Require(Permissions.Read).WithSummary("The memories that fit a question best.");
        memories.MapPost("/delete", DeleteManyAsync).Require(Permissions.Write).WithSummary("Delete the memories named, or those that a filter means. An empty filter means all.");
        memories.MapPost("/reindex", ReindexAsync).Require(Permissions.Admin)
            .WithSummary("Build the user's index anew behind the present one; the answers are the same. Wait for it with settle.");
        memories.MapGet("/events", FollowAsync).Require(Permissions.Read).WithSummary("Follow what happens to the user's memories, without end.")
            .Produces<string>(StatusCodes.Status200OK, "text/event-stream");

        var memory = memories.MapGroup("/{memory}");
        memory.MapGet("/", GetAsync).Require(Permissions.Read).WithSummary("One memory, also when it is superseded or expired.");
        memory.MapPatch("/", UpdateAsync).Require(Permissions.Write).WithSummary("Change a memory; its former text stays in its history.");
        memory.MapDelete("/", DeleteAsync).Require(Permissions.Write).WithSummary("Delete a memory with its history.");
        memory.MapGet("/history", HistoryAsync).Require(Permissions.Read).WithSummary("What happened to a memory, oldest first.");
    }

    private static async Task<Ok<MemoryPage>> ListAsync(
        Owner owner, [AsParameters] PageRequest page, IChatMemoryHost host, CancellationToken cancellationToken) =>
        TypedResults.Ok(await host.User(owner.Key).ListAsync(
            new(Limit: page.Limit ?? PageRequest.DefaultLimit, Cursor: page.Cursor), cancellationToken));

    private static async Task<Ok<MemoryPage>> QueryAsync(
        Owner owner, QueryRequest request, IChatMemoryHost host, CancellationToken cancellationToken) =>
        TypedResults.Ok(await host.User(owner.Key).ListAsync(request.ToQuery(), cancellationToken));

    private static EventStream<MemoryFeedEvent> FollowAsync(
        Owner owner, [AsParameters] ResumeFeed after, IChatMemoryHost host, StreamGate gate, CancellationToken cancellationToken) =>
        new(host.User(owner.Key).FollowAsync(after.Position, cancellationToken), ChatEventFormat.Write, gate.Enter(owner.Key, endless: true));

    private static async Task<Accepted> ReindexAsync(Owner owner, IChatMemoryHost host, CancellationToken cancellationToken)
    {
        await host.User(owner.Key).ReindexAsync(cancellationToken);
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<Ok<Memory>, ProblemHttpResult>> GetAsync(
        Owner owner, MemoryId memory, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.User(owner.Key).GetAsync(memory, cancellationToken) is { } found ? TypedResults.Ok(found) : Problem.NotFound("memory");

    private static async Task<Results<Ok<UpdateOutcome>, ProblemHttpResult>> UpdateAsync(
        Owner owner, MemoryId memory, UpdateRequest request, IChatMemoryHost host, CancellationToken cancellationToken)
    {
        var outcome = await host.User(owner.Key).UpdateAsync(request.ToCommand(memory), cancellationToken);
        return outcome.Status switch
        {
            UpdateStatus.Updated => TypedResults.Ok(outcome),
            UpdateStatus.Immutable => Problem.Conflict("immutable", "The memory is immutable. It can only be deleted."),
            UpdateStatus.VersionConflict => Problem.Conflict(
                "version_conflict", "The memory has another version by now.", [new("version", outcome.Memory?.Version)]),
            _ => Problem.NotFound("memory"),
        };
    }

    private static async Task<Results<Ok<DeleteOutcome>, ProblemHttpResult>> DeleteAsync(
        Owner owner, MemoryId memory, IChatMemoryHost host, CancellationToken cancellationToken)
    {
        var outcome = await host.User(owner.Key).DeleteAsync(new(Ids: [memory]), cancellationToken);
        return outcome.Deleted.Count > 0 ? TypedResults.Ok(outcome) : Problem.NotFound("memory");
    }

    private static async Task<Ok<DeleteOutcome>> DeleteManyAsync(
        Owner owner, DeleteRequest request, IChatMemoryHost host, CancellationToken cancellationToken) =>
        TypedResults.Ok(await host.User(owner.Key).DeleteAsync(new(request.Ids, request.Filter, request.WithSuperseded), cancellationToken));

    private static async Task<Results<Ok<MemoryHistory>, ProblemHttpResult>> HistoryAsync(
        Owner owner, MemoryId memory, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.User(owner.Key).HistoryAsync(memory, cancellationToken) is { } changes
            ? TypedResults.Ok(new MemoryHistory(changes))
            : Problem.NotFound("memory");
}
