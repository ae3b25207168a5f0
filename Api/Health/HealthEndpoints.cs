using ChatMemory.Api.Problems;
using ChatMemory.Journals;
using ChatMemory.Models;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Health;

/// <summary>For load balancers and operators; needs no credential and tells nothing of any user.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan DatabasePatience = TimeSpan.FromSeconds(2);

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        var health = endpoints.MapGroup("").WithTags("Health").AllowAnonymous();
        health.MapGet("/health/live", () => TypedResults.Ok(new Health("ok"))).WithSummary("The process runs.");
        health.MapGet("/health/ready", ReadyAsync).WithSummary("The database answers and the server is not about to stop.")
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        health.MapGet("/version", (ModelsInUse models) => TypedResults.Ok(new VersionResponse(ServerVersion.Current, models)))
            .WithSummary("The server's version and the models in use.");
    }

    private static async Task<Results<Ok<Health>, ProblemHttpResult>> ReadyAsync(
        IJournalStore journals, IHostApplicationLifetime lifetime, TimeProvider time, CancellationToken cancellationToken) =>
        lifetime.ApplicationStarted.IsCancellationRequested && !lifetime.ApplicationStopping.IsCancellationRequested
            && await AnswersAsync(journals, time, cancellationToken)
            ? TypedResults.Ok(new Health("ok"))
            : Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "The server is starting or about to stop, or the database does not answer.");

    private static async Task<bool> AnswersAsync(IJournalStore journals, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await journals.IsHealthyAsync(cancellationToken).WaitAsync(DatabasePatience, time, cancellationToken);
        }
        catch (Exception away) when (away is TimeoutException or ChatMemoryException)
        {
            return false;
        }
    }

    private sealed record Health(string Status);

    private sealed record VersionResponse(string Version, ModelsInUse Models);
}
