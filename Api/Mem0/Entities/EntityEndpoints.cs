using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Entities;

/// <summary>The users, agents, apps and runs of a tenant. An agent, app or run is there as long as a memory names it.</summary>
internal static class EntityEndpoints
{
    public static void MapEntities(this IEndpointRouteBuilder wire)
    {
        wire.MapGet("/v1/entities", ListAsync).Require(Permissions.Admin);
        wire.MapGet("/v2/entities/{entity_type}/{entity_id}", GetAsync).Require(Permissions.Read);
        wire.MapDelete("/v2/entities/{entity_type}/{entity_id}", DeleteAsync).Require(Permissions.Admin);
        wire.MapDelete("/v1/entities/{entity_type}/{entity_id}", DeleteAsync).Require(Permissions.Admin);
        wire.MapGet("/v1/stats", StatsAsync).Require(Permissions.Admin);
        foreach (var type in EntityCounts.Types)
            wire.MapPost($"/v1/{type}s", (HttpContext context, Caller caller, EntityDirectory entities, TimeProvider time) => CreateAsync(type, context, caller, entities, time)).Require(Permissions.Write);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, EntityDirectory entities)
    {
        var number = PageNumber.Of(context);
        var counts = await entities.CountAsync(caller, new Condition.All(), context.RequestAborted);
        var all = counts.All;
        var page = number.Envelope(context, [.. all.Skip(number.Skip).Take(number.Size)], all.Count);
        return TypedResults.Json(
            new EntityPage(page.Count, page.Next, page.Previous, page.Results, Of("user"), Of("agent"), Of("app"), Of("run")), Mem0Json.Wire.EntityPage);

        int Of(string type) => all.Count(item => item.Type == type);
    }

    private static async Task<IResult> GetAsync(HttpContext context, Caller caller, EntityDirectory entities)
    {
        var (type, name) = PathOf(context);
        var counts = await entities.CountAsync(caller, EntityNames.Of(type, name).Condition(), context.RequestAborted);
        return TypedResults.Json([.. counts.All.Where(item => item.Type == type && item.Name == name)], Mem0Json.Wire.ListEntityItem);
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, Caller caller, EntityDirectory entities, IIdSource ids)
    {
        var (type, name) = PathOf(context);
        await entities.RemoveAsync(caller, type, name, context.RequestAborted);
        return TypedResults.Json(new MessageAnswer("Entity deleted successfully!", ids.Next().ToString("D")), Mem0Json.Wire.MessageAnswer);
    }

    private static async Task<IResult> StatsAsync(HttpContext context, Caller caller, EntityDirectory entities)
    {
        var counts = await entities.CountAsync(caller, new Condition.All(), context.RequestAborted);
        return TypedResults.Json(
            new StatsAnswer(counts.Memories, counts.Of("user"), counts.Of("agent"), counts.Of("app"), counts.Of("run")), Mem0Json.Wire.StatsAnswer);
    }

    // A user gets a place; the others exist by the memories that name them.
    private static async Task<IResult> CreateAsync(string type, HttpContext context, Caller caller, EntityDirectory entities, TimeProvider time)
    {
        var request = Mem0Body.Part(await Mem0Body.ReadElementAsync(context)) is { ValueKind: JsonValueKind.Object } body ? body : throw new Mem0RequestException("The body must be an object.");
        var field = $"{type}_id";
        var name = request.TryGetProperty(field, out var given) && given.ValueKind == JsonValueKind.String ? given.GetString()! : throw new Mem0RequestException($"{field} is required.");
        EntityNames.Of(type, name.Length > 0 ? name : throw new Mem0RequestException($"{field} is required."));
        MemoryMetadata.Read(request.TryGetProperty("metadata", out var metadata) ? metadata : default);

        var head = type == "user" ? await entities.CreateAsync(caller, name, context.RequestAborted) : null;
        var now = time.GetUtcNow();
        var answer = new JsonObject
        {
            ["id"] = head?.Epoch ?? 0,
            [field] = name,
            ["metadata"] = metadata.ValueKind == JsonValueKind.Object ? JsonObject.Create(metadata) : new JsonObject(),
            ["created_at"] = head?.CreatedAt ?? now,
            ["updated_at"] = head?.UpdatedAt ?? now,
        };
        return TypedResults.Json(answer, Mem0Json.Wire.JsonObject, statusCode: StatusCodes.Status201Created);
    }

    private static (string Type, string Name) PathOf(HttpContext context) =>
        ((string)context.Request.RouteValues["entity_type"]!, (string)context.Request.RouteValues["entity_id"]!);
}
