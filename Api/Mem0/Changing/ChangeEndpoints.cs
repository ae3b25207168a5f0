using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Entities;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Keys;

namespace ChatMemory.Api.Mem0.Changing;

/// <summary>One memory: read, change, delete; and deleting many at once.</summary>
internal static class ChangeEndpoints
{
    private const string NothingNamed = "One of the filters: app_id, user_id, agent_id, run_id is required!";

    public static void MapChanges(this IEndpointRouteBuilder wire)
    {
        wire.MapDelete("/v1/memories", DeleteManyAsync).Require(Permissions.Write);
        var memory = wire.MapGroup("/v1/memories/{memory_id}");
        memory.MapGet("/", GetAsync).Require(Permissions.Read);
        memory.MapPut("/", UpdateAsync).Require(Permissions.Write);
        memory.MapDelete("/", DeleteAsync).Require(Permissions.Write);
    }

    public static async Task<IResult> GetAsync(HttpContext context, Caller caller, MemoryChanges memories, TimeProvider time)
    {
        var (owner, memory) = await memories.GetAsync(caller, IdOf(context), context.RequestAborted);
        return TypedResults.Json(MemoryItem.Of(owner, memory, time.GetUtcNow()), Mem0Json.Wire.MemoryItem);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, Caller caller, MemoryChanges memories)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.UpdateRequest);
        return TypedResults.Json(await memories.UpdateAsync(caller, IdOf(context), request, context.RequestAborted), Mem0Json.Wire.MemoryItem);
    }

    public static async Task<IResult> DeleteAsync(HttpContext context, Caller caller, MemoryChanges memories)
    {
        var linked = context.Request.Query["delete_linked"].ToString() is "true" or "True" or "1";
        var others = await memories.DeleteAsync(caller, IdOf(context), linked, context.RequestAborted);
        return TypedResults.Json(new MessageAnswer("Memory deleted successfully!", CascadeCount: linked ? others : null), Mem0Json.Wire.MessageAnswer);
    }

    public static async Task<IResult> DeleteManyAsync(HttpContext context, Caller caller, MemoryChanges memories, EntityDirectory entities, IIdSource ids)
    {
        var query = context.Request.Query;
        var names = EntityNames.Of(query);
        if (!names.Any)
            throw new Mem0RequestException(NothingNamed);
        await memories.DeleteAsync(caller, new Condition.All(names.Condition(), ListEndpoints.MetadataOf(query)), context.RequestAborted);
        if (names is { Run: { } run and not EntityFields.AnyName, Agent: null, App: null })
            await entities.ForgetRunAsync(caller, new EntityNames(names.User, Agent: null, App: null, Run: null).Condition(), run, context.RequestAborted);
        return TypedResults.Json(new MessageAnswer("Memories deleted successfully!", ids.Next().ToString("D")), Mem0Json.Wire.MessageAnswer);
    }

    public static string IdOf(HttpContext context) => (string)context.Request.RouteValues["memory_id"]!;
}
