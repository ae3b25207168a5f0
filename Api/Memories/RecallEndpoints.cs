using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Keys;
using ChatMemory.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Memories;

/// <summary>Recall for one user and for many in one call.</summary>
internal static class RecallEndpoints
{
    public static void MapBatchRecall(this RouteGroupBuilder api) =>
        api.MapPost("/recall", BatchAsync).Require(Permissions.Read).WithTags("Memories")
            .WithSummary("Ask the memories of many users the same question. Needs an API key, not a user token.");

    public static async Task<Ok<RecallResponse>> RecallAsync(
        Owner owner, RecallRequest request, IChatMemoryHost host, CancellationToken cancellationToken) =>
        TypedResults.Ok(RecallResponse.Of(await host.User(owner.Key).RecallAsync(request.ToQuery(), cancellationToken), request.Block));

    private static async Task<Results<Ok<BatchRecallResponse>, ProblemHttpResult>> BatchAsync(
        BatchRecallRequest request, Caller caller, BatchRecall recall, CancellationToken cancellationToken)
    {
        if (caller.User is not null)
            return Problem.Forbidden("A user token recalls for its own user only.");
        var answers = await recall.RecallAsync(
            [.. request.Users.Select(user => new UserKey(caller.Tenant, user))], request.ToQuery(), cancellationToken);
        return TypedResults.Ok(new BatchRecallResponse([.. answers.Select(answer => BatchRecallAnswer.Of(answer, request.Block))]));
    }
}
