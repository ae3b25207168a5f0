using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Finding;

/// <summary>Search in its three versions.</summary>
internal static class SearchEndpoints
{
    private const int DefaultLimit = 10;
    private const string NothingNamed = "At least one of the filters: agent_id, user_id, app_id, run_id is required!";

    public static void MapSearch(this IEndpointRouteBuilder wire)
    {
        wire.MapPost("/v3/memories/search", SearchAsync).Require(Permissions.Read);
        wire.MapPost("/v2/memories/search", SearchV2Async).Require(Permissions.Read);
        wire.MapPost("/v1/memories/search", SearchV1Async).Require(Permissions.Read);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, Caller caller, MemorySearch search)
    {
        var request = await ReadAsync(context);
        var found = await search.FindAsync(caller, Question(request, FilterGrammar.Read(request.Filters)), context.RequestAborted);
        return TypedResults.Json(new FoundAnswer(Shown(found, request)), Mem0Json.Wire.FoundAnswer);
    }

    private static async Task<IResult> SearchV2Async(HttpContext context, Caller caller, MemorySearch search)
    {
        var request = await ReadAsync(context);
        var found = await search.FindAsync(caller, Question(request, FilterGrammar.Read(request.Filters)), context.RequestAborted);
        return TypedResults.Json(Shown(found, request), Mem0Json.Wire.ListJsonObject);
    }

    private static async Task<IResult> SearchV1Async(HttpContext context, Caller caller, MemorySearch search, MemoryListing listing)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.SearchRequest);
        var names = EntityNames.Checked(request.UserId, request.AgentId, request.AppId, request.RunId);
        if (!names.Any && caller.User is null)
            throw new Mem0RequestException(NothingNamed);
        var found = Shown(await FindV1Async(caller, request, names, search, listing, context.RequestAborted), request);
        return request.OutputFormat == "v1.1"
            ? TypedResults.Json(new FoundAnswer(found, []), Mem0Json.Wire.FoundAnswer)
            : TypedResults.Json(found, Mem0Json.Wire.ListJsonObject);
    }

    // An empty question is what an agent's empty message becomes: nothing fits it.
    private static async Task<IReadOnlyList<MemoryItem>> FindV1Async(
        Caller caller, SearchRequest request, EntityNames names, MemorySearch search, MemoryListing listing, CancellationToken cancellationToken)
    {
        var condition = new Condition.All(names.Condition(), FilterGrammar.Read(request.Filters));
        if (request.OnlyMetadataBasedSearch == true)
            return (await listing.PageAsync(caller, new(Meant(request, condition), Skip: 0, Limit(request)), cancellationToken)).Items;
        return string.IsNullOrWhiteSpace(request.Query) ? [] : await search.FindAsync(caller, Question(request, condition), cancellationToken);
    }

    private static async Task<SearchRequest> ReadAsync(HttpContext context)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.SearchRequest);
        if ((request.UserId ?? request.AgentId ?? request.AppId ?? request.RunId) is not null)
            throw new Mem0RequestException("Top-level entity parameters are not supported in search. Use filters.");
        return string.IsNullOrWhiteSpace(request.Query) ? throw new Mem0RequestException("query is required.") : request;
    }

    public static Search Question(SearchRequest request, Condition condition) =>
        new(Meant(request, condition), request.Query!, Limit(request), Threshold(request))
        {
            IncludeExpired = request.ShowExpired == true,
            AskedAt = Mem0Body.Part(request.ReferenceDate) is { } date
                ? Moments.Of(date) ?? throw new Mem0RequestException("reference_date must be a date, a time or seconds since 1970.")
                : null,
        };

    private static Condition.All Meant(SearchRequest request, Condition condition) => new(
    [
        condition,
        .. request.Categories is { Count: > 0 } categories ? [ContentFields.Carries(categories)] : Array.Empty<Condition>(),
        .. Mem0Body.Part(request.Metadata) is { } metadata ? [MetadataFields.Read(metadata)] : Array.Empty<Condition>(),
    ]);

    private static int Limit(SearchRequest request) => request.TopK switch
    {
        null => DefaultLimit,
        >= 1 and <= MemoryRules.MaxLimit and var limit => limit,
        _ => throw new Mem0RequestException($"top_k must be between 1 and {MemoryRules.MaxLimit}."),
    };

    private static float Threshold(SearchRequest request) => request.Threshold switch
    {
        null => 0,
        >= 0 and <= 1 and var threshold => (float)threshold,
        _ => throw new Mem0RequestException("threshold must be between 0 and 1."),
    };

    private static List<System.Text.Json.Nodes.JsonObject> Shown(IReadOnlyList<MemoryItem> found, SearchRequest request)
    {
        var fields = new FieldChoice(request.Fields);
        return [.. found.Select(fields.Of)];
    }
}
