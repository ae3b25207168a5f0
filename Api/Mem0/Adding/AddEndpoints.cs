using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Events;

namespace ChatMemory.Api.Mem0.Adding;

/// <summary><c>POST /v3/memories/add/</c>, and its predecessor <c>POST /v1/memories/</c>.</summary>
internal static class AddEndpoints
{
    private const string Queued = "Memory processing has been queued for background execution";
    private const string Done = "Memories stored successfully";

    public static void MapAdding(this IEndpointRouteBuilder wire)
    {
        wire.MapPost("/v3/memories/add", AddAsync).Require(Permissions.Write);
        wire.MapPost("/v1/memories", AddLegacyAsync).Require(Permissions.Write);
    }

    private static async Task<IResult> AddAsync(HttpContext context, Caller caller, MemoryAdding adding)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.AddRequest);
        var added = await adding.AddAsync(Addition.Of(request, caller, context), context.RequestAborted);
        return TypedResults.Json(
            added.Stored is { } stored ? Stored(added, stored) : new AddAnswer($"{added.Event}", EventStatus.Pending), Mem0Json.Wire.AddAnswer);
    }

    private static async Task<IResult> AddLegacyAsync(HttpContext context, Caller caller, MemoryAdding adding, AddedFacts facts)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.AddRequest);
        var added = await adding.AddAsync(Addition.Of(request, caller, context), context.RequestAborted);
        var stored = added.Stored ?? (request.AsyncMode == false ? await facts.WaitAsync(added, context.RequestAborted) : null);
        if (stored is not null && request.OutputFormat != "v1.1")
            return TypedResults.Json([.. stored], Mem0Json.Wire.ListStoredResult);

        var answer = stored is not null ? Stored(added, stored) : new AddAnswer($"{added.Event}", EventStatus.Pending, Queued);
        return request is { OutputFormat: "v1.1", Version: "v2" }
            ? TypedResults.Json(new LegacyAddAnswer([answer]), Mem0Json.Wire.LegacyAddAnswer)
            : stored is not null ? TypedResults.Json(answer, Mem0Json.Wire.AddAnswer)
            : TypedResults.Json([answer], Mem0Json.Wire.ListAddAnswer);
    }

    private static AddAnswer Stored(Added added, IReadOnlyList<StoredResult> stored) => new($"{added.Event}", EventStatus.Succeeded, Done, stored);
}
