using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;

namespace ChatMemory.Api.Mem0.Events;

/// <summary>What became of what was begun.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder wire) => wire.MapGet("/v1/event/{event_id}", GetAsync).Require(Permissions.Read);

    private static async Task<IResult> GetAsync(HttpContext context, Caller caller, MemoryEvents events)
    {
        if (!Guid.TryParse((string)context.Request.RouteValues["event_id"]!, out var id))
            throw new Mem0RequestException("event_id should be a valid UUID");
        return await events.FindAsync(caller, id, context.RequestAborted) is { } found
            ? TypedResults.Json(found, Mem0Json.Wire.EventItem)
            : Mem0Error.NotFound("Event not found");
    }
}
