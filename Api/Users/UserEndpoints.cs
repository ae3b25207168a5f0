using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Journals;
using ChatMemory.Keys;
using ChatMemory.Users;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Users;

/// <summary>A user as a whole: settle, export, erase; and the tenant's users.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this RouteGroupBuilder api) =>
        api.MapGet("/users", ListAsync).Require(Permissions.Admin).WithTags("Users").WithSummary("The tenant's users in the order of their ids.");

    public static void MapUser(this RouteGroupBuilder user)
    {
        user.WithTags("Users");
        user.MapDelete("/", EraseAsync).Require(Permissions.Admin).WithSummary("Erase a user: sessions, memories, everything.");
        user.MapPost("/settle", SettleAsync).Require(Permissions.Read)
            .WithSummary("Wait until what the user's completed exchanges taught is learned and searchable.");
        user.MapGet("/export", ExportEndpoint.Handle).Require(Permissions.Read).WithSummary("Everything that is kept of a user, as JSON lines.")
            .Produces<string>(StatusCodes.Status200OK, "application/x-ndjson");
    }

    private static async Task<Results<Ok<UserPage>, ProblemHttpResult>> ListAsync(
        Caller caller, [AsParameters] UserPageRequest page, IJournalStore journals, CancellationToken cancellationToken)
    {
        var limit = page.Limit ?? UserPageRequest.DefaultLimit;
        var after = page.After is { } text ? UserId.Parse(text) : (UserId?)null;
        var users = await journals.ListUsersAsync(caller.Tenant, limit, after, cancellationToken);
        return TypedResults.Ok(new UserPage(users, users.Count == limit ? users[^1] : null));
    }

    private static async Task<NoContent> EraseAsync(Owner owner, UserErasure erasure, CancellationToken cancellationToken)
    {
        await erasure.EraseAsync(owner.Key, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<SettleResponse>> SettleAsync(
        Owner owner,
        [FromQuery(Name = "timeout_seconds")] double? timeoutSeconds,
        Settlement settlement,
        IOptions<ApiOptions> options,
        CancellationToken cancellationToken)
    {
        var most = options.Value.MaxWait;
        var patience = timeoutSeconds is { } seconds and >= 0 && seconds < most.TotalSeconds ? TimeSpan.FromSeconds(seconds) : most;
        return TypedResults.Ok(new SettleResponse(await settlement.SettleAsync(owner.Key, patience, cancellationToken)));
    }
}

/// <summary>Asks for a page of users.</summary>
/// <param name="Limit">How many at most, 1 to 1,000; default 100.</param>
/// <param name="After">The <c>next</c> of the page before.</param>
internal sealed record UserPageRequest([property: FromQuery(Name = "limit")] int? Limit, [property: FromQuery(Name = "after")] string? After) : IValidated
{
    public const int DefaultLimit = 100;

    public void Validate(Errors errors)
    {
        errors.Range(Limit, 1, 1_000, "limit");
        errors.Id(After, "after");
    }
}

/// <summary>A page of users.</summary>
/// <param name="Users">Their ids.</param>
/// <param name="Next">Give it back as <c>after</c>; null when this is the last page.</param>
internal sealed record UserPage(IReadOnlyList<UserId> Users, UserId? Next);

/// <summary>How the wait ended.</summary>
/// <param name="Settled">Whether everything was learned before the wait was over.</param>
internal sealed record SettleResponse(bool Settled);
