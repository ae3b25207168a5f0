using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.Mem0.Changing;

/// <summary>Many memories at once.</summary>
internal static class BatchEndpoints
{
    public static void MapBatches(this IEndpointRouteBuilder wire)
    {
        wire.MapPut("/v1/batch", UpdateAsync).Require(Permissions.Write);
        wire.MapDelete("/v1/batch", DeleteAsync).Require(Permissions.Write);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, Caller caller, MemoryBatch batch)
    {
        var changed = await batch.UpdateAsync(caller, await Mem0Body.ReadAsync(context, Mem0Json.Wire.BatchRequest), context.RequestAborted);
        return Answer($"Successfully updated {changed} memories");
    }

    private static async Task<IResult> DeleteAsync(HttpContext context, Caller caller, MemoryBatch batch)
    {
        var deleted = await batch.DeleteAsync(caller, await Mem0Body.ReadAsync(context, Mem0Json.Wire.BatchRequest), context.RequestAborted);
        return Answer($"Successfully deleted {deleted} memories");
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<MessageAnswer> Answer(string message) =>
        TypedResults.Json(new MessageAnswer(message), Mem0Json.Wire.MessageAnswer);
}
