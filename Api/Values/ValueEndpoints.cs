using System.Text.Json;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Routing;
using ChatMemory.Keys;
using ChatMemory.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Values;

/// <summary>Any JSON under keys of a tenant's namespaces: get, set, compare and set, append, delete, list.</summary>
internal static class ValueEndpoints
{
    public static void MapValues(this RouteGroupBuilder api)
    {
        var values = api.MapGroup("/values/{namespace}").WithTags("Values").WithMetadata(new HasPathKeys()).AddEndpointFilter<TenantOnly>();
        values.MapGet("/", ListAsync).Require(Permissions.Read).WithSummary("The keys of a namespace, in order.");

        var value = values.MapGroup("/{key}");
        value.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], GetAsync).Require(Permissions.Read)
            .WithSummary("A value. Its version is the ETag.")
            .Produces<JsonElement>().Produces(StatusCodes.Status304NotModified).ProducesProblem(StatusCodes.Status404NotFound);
        value.MapPut("/", SetAsync).Require(Permissions.Write)
            .WithSummary("Set a value to the body; with If-Match only if it is still that version, with If-None-Match: * only if there is none.")
            .Produces<ValueWritten>().ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        value.MapPost("/append", AppendAsync).Require(Permissions.Write)
            .WithSummary("Add items to the end of a list, or make one. Nobody's items are lost, however many append at once.")
            .Produces<ValueWritten>().ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status413PayloadTooLarge);
        value.MapDelete("/", DeleteAsync).Require(Permissions.Write).WithSummary("Delete a value; with If-Match only if it is still that version.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static async Task<Ok<ValuePage>> ListAsync(
        Caller caller, NamespaceId @namespace, [AsParameters] ValuePageRequest page, ValueDirectory directory, CancellationToken cancellationToken) =>
        TypedResults.Ok(await directory.ListAsync(
            caller.Tenant,
            @namespace,
            page.Pattern,
            page.Limit ?? ValuePageRequest.DefaultLimit,
            page.After is { } after ? ValueName.Parse(after) : null,
            cancellationToken));

    private static async Task<IResult> GetAsync(
        Caller caller, NamespaceId @namespace, ValueName key, HttpContext context, IChatMemoryHost host, CancellationToken cancellationToken) =>
        await host.Value(new(caller.Tenant, @namespace, key)).GetAsync(cancellationToken) is { } found
            ? ValueAnswer.Of(found, context)
            : Problem.NotFound("value");

    private static async Task<IResult> SetAsync(
        Caller caller,
        NamespaceId @namespace,
        ValueName key,
        [FromBody] JsonElement value,
        [AsParameters] ValueLife life,
        HttpContext context,
        IChatMemoryHost host,
        CancellationToken cancellationToken)
    {
        if (ValueCondition.Of(context.Request) is not { } condition)
            return ValueCondition.Unreadable;
        var outcome = await host.Value(new(caller.Tenant, @namespace, key)).SetAsync(
            new(value.GetRawText(), life.TimeToLive, condition.IfVersion, condition.IfAbsent), cancellationToken);
        return ValueAnswer.Of(outcome, context);
    }

    private static async Task<IResult> AppendAsync(
        Caller caller,
        NamespaceId @namespace,
        ValueName key,
        AppendRequest request,
        [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey,
        HttpContext context,
        IChatMemoryHost host,
        CancellationToken cancellationToken)
    {
        var outcome = await host.Value(new(caller.Tenant, @namespace, key)).AppendAsync(
            new([.. request.Items.Select(item => item.GetRawText())], request.TimeToLive, request.IdempotencyKey ?? idempotencyKey), cancellationToken);
        return ValueAnswer.Of(outcome, context);
    }

    private static async Task<IResult> DeleteAsync(
        Caller caller, NamespaceId @namespace, ValueName key, HttpContext context, IChatMemoryHost host, CancellationToken cancellationToken)
    {
        if (ValueCondition.Of(context.Request) is not { IfAbsent: false } condition)
            return ValueCondition.Unreadable;
        var outcome = await host.Value(new(caller.Tenant, @namespace, key)).DeleteAsync(new(condition.IfVersion), cancellationToken);
        return outcome.Status == WriteStatus.Done ? TypedResults.NoContent() : ValueAnswer.Of(outcome, context);
    }
}
