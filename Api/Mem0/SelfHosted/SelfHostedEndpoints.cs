using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Adding;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Entities;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Finding;
using ChatMemory.Api.Mem0.Histories;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.SelfHosted;

/// <summary>The routes of Mem0's own server, over the same memories. Unlike there an id opens nothing that is not the caller's.</summary>
internal static class SelfHostedEndpoints
{
    private const int DefaultLimit = 100;

    public static void MapSelfHosted(this IEndpointRouteBuilder wire)
    {
        wire.MapPost("/memories", AddAsync).Require(Permissions.Write);
        wire.MapGet("/memories", ListAsync).Require(Permissions.Read);
        wire.MapDelete("/memories", ChangeEndpoints.DeleteManyAsync).Require(Permissions.Write);
        wire.MapGet("/memories/{memory_id}", ChangeEndpoints.GetAsync).Require(Permissions.Read);
        wire.MapPut("/memories/{memory_id}", UpdateAsync).Require(Permissions.Write);
        wire.MapDelete("/memories/{memory_id}", ChangeEndpoints.DeleteAsync).Require(Permissions.Write);
        wire.MapGet("/memories/{memory_id}/history", HistoryEndpoints.GetAsync).Require(Permissions.Read);
        wire.MapPost("/search", SearchAsync).Require(Permissions.Read);
        wire.MapPost("/reset", ResetAsync).Require(Permissions.Admin);
        wire.MapGet("/entities", EntitiesAsync).Require(Permissions.Admin);
        wire.MapDelete("/entities/{entity_type}/{entity_id}", EntityEndpoints.DeleteAsync).Require(Permissions.Admin);
    }

    private static async Task<IResult> AddAsync(HttpContext context, Caller caller, MemoryAdding adding, AddedFacts facts)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.AddRequest);
        var added = await adding.AddAsync(Addition.Of(request, caller, context), context.RequestAborted);
        var stored = added.Stored ?? await facts.WaitAsync(added, context.RequestAborted);
        return TypedResults.Json(
            new AddAnswer($"{added.Event}", stored is null ? Events.EventStatus.Pending : Events.EventStatus.Succeeded, Results: stored ?? []), Mem0Json.Wire.AddAnswer);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, MemoryListing listing)
    {
        var query = context.Request.Query;
        var listed = new Listed(EntityNames.Of(query).Condition(), Skip: 0, Limit(query["top_k"]))
        {
            IncludeExpired = query["show_expired"].ToString() is "true" or "True" or "1",
        };
        var page = await listing.PageAsync(caller, listed, context.RequestAborted);
        return TypedResults.Json(new FoundAnswer([.. page.Items.Select(FieldChoice.All.Of)]), Mem0Json.Wire.FoundAnswer);
    }

    private static async Task<IResult> UpdateAsync(HttpContext context, Caller caller, MemoryChanges memories)
    {
        await memories.UpdateAsync(caller, ChangeEndpoints.IdOf(context), await Mem0Body.ReadAsync(context, Mem0Json.Wire.UpdateRequest), context.RequestAborted);
        return Said("Memory updated successfully!");
    }

    private static async Task<IResult> SearchAsync(HttpContext context, Caller caller, MemorySearch search)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.SearchRequest);
        if (string.IsNullOrWhiteSpace(request.Query))
            throw new Mem0RequestException("query is required.");
        var names = EntityNames.Checked(request.UserId, request.AgentId, request.AppId, request.RunId);
        var question = SearchEndpoints.Question(request, new Condition.All(names.Condition(), FilterGrammar.Read(request.Filters)));
        var found = await search.FindAsync(caller, question, context.RequestAborted);
        return TypedResults.Json(new FoundAnswer([.. found.Select(FieldChoice.All.Of)]), Mem0Json.Wire.FoundAnswer);
    }

    private static async Task<IResult> ResetAsync(HttpContext context, Caller caller, MemoryChanges memories)
    {
        await memories.DeleteAsync(caller, new Condition.All(), context.RequestAborted);
        return Said("All memories reset");
    }

    private static async Task<IResult> EntitiesAsync(HttpContext context, Caller caller, EntityDirectory entities)
    {
        var counts = await entities.CountAsync(caller, new Condition.All(), context.RequestAborted);
        return TypedResults.Json([.. counts.All], Mem0Json.Wire.ListEntityItem);
    }

    private static Microsoft.AspNetCore.Http.HttpResults.JsonHttpResult<MessageAnswer> Said(string message) =>
        TypedResults.Json(new MessageAnswer(message), Mem0Json.Wire.MessageAnswer);

    private static int Limit(string? text) => text switch
    {
        null or "" => DefaultLimit,
        _ when int.TryParse(text, out var limit) && limit is >= 1 and <= MemoryRules.MaxLimit => limit,
        _ => throw new Mem0RequestException($"top_k must be between 1 and {MemoryRules.MaxLimit}."),
    };
}
