using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Listing;

namespace ChatMemory.Api.Mem0.Events;

/// <summary>What became of what was begun.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder wire)
    {
        wire.MapGet("/v1/event/{event_id}", GetAsync).Require(Permissions.Read);
        wire.MapGet("/v1/events", ListAsync).Require(Permissions.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, EventList events)
    {
        var page = PageNumber.Of(context);
        var (total, items) = await events.PageAsync(caller, page.Skip, page.Size, context.RequestAborted);
        return TypedResults.Json(page.Envelope(context, items, total), Mem0Json.Wire.PageEventItem);
    }

    private static async Task<IResult> GetAsync(HttpContext context, Caller caller, MemoryEvents events)
    {
        if (!Guid.TryParse((string)context.Request.RouteValues["event_id"]!, out var id))
            throw new Mem0RequestException("event_id should be a valid UUID");
        return await events.FindAsync(caller, id, context.RequestAborted) is { } found
            ? TypedResults.Json(found, Mem0Json.Wire.EventItem)
            : Mem0Error.NotFound("Event not found");
    }
}
