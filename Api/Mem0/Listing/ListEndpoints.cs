using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Reach;
using ChatMemory.Memories;

namespace ChatMemory.Api.Mem0.Listing;

/// <summary>Lists in their three versions.</summary>
internal static class ListEndpoints
{
    private const int MaxLegacyLimit = 200;
    private const int SummarySize = 100;
    private const string NothingNamed = "One of the filters: app_id, user_id, agent_id, run_id is required!";

    public static void MapLists(this IEndpointRouteBuilder wire)
    {
        wire.MapPost("/v3/memories", ListAsync).Require(Permissions.Read);
        wire.MapPost("/v2/memories", ListV2Async).Require(Permissions.Read);
        wire.MapPost("/v1/summary", SummarizeAsync).Require(Permissions.Read);
        wire.MapGet("/v1/memories", ListV1Async).Require(Permissions.Read);
        wire.MapGet("/v1/memories/{entity_type}/{entity_id}", ListOfEntityAsync).Require(Permissions.Read);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, MemoryListing listing)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.ListRequest);
        return await PagedAsync(context, caller, listing, request, PageNumber.Of(context, request.Page, request.PageSize));
    }

    private static async Task<IResult> ListV2Async(HttpContext context, Caller caller, MemoryListing listing)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.ListRequest);
        var page = PageNumber.Of(context, request.Page, request.PageSize);
        var listed = await listing.PageAsync(caller, Query(request, page), context.RequestAborted);
        return TypedResults.Json(Shown(listed, request), Mem0Json.Wire.ListJsonObject);
    }

    // Nobody sums up here: the newest memories are their own summary.
    private static async Task<IResult> SummarizeAsync(HttpContext context, Caller caller, MemoryListing listing)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.ListRequest);
        if (Mem0Body.Part(request.Filters) is null)
            throw new Mem0RequestException("filters is required.");
        var listed = await listing.PageAsync(caller, Query(request, new(Number: 1, SummarySize)), context.RequestAborted);
        return TypedResults.Json(Shown(listed, request), Mem0Json.Wire.ListJsonObject);
    }

    private static async Task<IResult> ListV1Async(HttpContext context, Caller caller, MemoryListing listing)
    {
        var query = context.Request.Query;
        var names = EntityNames.Of(query);
        if (!names.Any && caller.User is null)
            throw new Mem0RequestException(NothingNamed);
        var request = new ListRequest
        {
            StartDate = Text(query, "start_date"),
            EndDate = Text(query, "end_date"),
            Keywords = Text(query, "keywords"),
            Categories = Texts(query, "categories"),
            Fields = Texts(query, "fields"),
        };
        var meant = new Condition.All(names.Condition(), MetadataOf(query));
        if (query.ContainsKey("page") && query.ContainsKey("page_size"))
            return await PagedAsync(context, caller, listing, request, PageNumber.Of(context), meant);

        var listed = await listing.PageAsync(caller, Query(request, new(Number: 1, Limit(query)), meant), context.RequestAborted);
        return TypedResults.Json(Shown(listed, request), Mem0Json.Wire.ListJsonObject);
    }

    private static Task<IResult> ListOfEntityAsync(HttpContext context, Caller caller, MemoryListing listing)
    {
        var names = EntityNames.Of((string)context.Request.RouteValues["entity_type"]!, (string)context.Request.RouteValues["entity_id"]!);
        return PagedAsync(context, caller, listing, new(), PageNumber.Of(context), names.Condition());
    }

    private static async Task<IResult> PagedAsync(
        HttpContext context, Caller caller, MemoryListing listing, ListRequest request, PageNumber page, Condition? meant = null)
    {
        var listed = await listing.PageAsync(caller, Query(request, page, meant), context.RequestAborted);
        return TypedResults.Json(page.Envelope(context, Shown(listed, request), listed.Total), Mem0Json.Wire.PageJsonObject);
    }

    private static Listed Query(ListRequest request, PageNumber page, Condition? meant = null) => new(Meant(request, meant), page.Skip, page.Size)
    {
        IncludeEnded = request.LatestOnly == false,
        IncludeExpired = request.ShowExpired == true,
    };

    private static Condition.All Meant(ListRequest request, Condition? meant)
    {
        var parts = new List<Condition> { meant ?? FilterGrammar.Read(request.Filters) };
        if (request.StartDate is { } start)
            parts.Add(Said(Comparison.Gte, Moments.Begin(Day(start, "start_date"))));
        if (request.EndDate is { } end)
            parts.Add(Said(Comparison.Lt, Moments.End(Day(end, "end_date"))));
        if (request.Categories is { Count: > 0 } categories)
            parts.Add(ContentFields.Carries(categories));
        if (!string.IsNullOrEmpty(request.Keywords))
            parts.Add(ContentFields.Says(request.Keywords));
        return new(parts);
    }

    private static Condition.Field Said(Comparison comparison, DateTimeOffset moment) => new(new MemoryFilter.HasTime(TimeField.SaidAt, comparison, moment));

    private static DateOnly Day(string text, string field) =>
        Moments.Day(text) ?? throw new Mem0RequestException($"{field} must be a date in the form YYYY-MM-DD.");

    private static List<JsonObject> Shown(ListedPage listed, ListRequest request)
    {
        var fields = new FieldChoice(request.Fields);
        return [.. listed.Items.Select(fields.Of)];
    }

    private static int Limit(IQueryCollection query) => Text(query, "limit") switch
    {
        null => 100,
        var text when int.TryParse(text, out var limit) && limit >= 1 =>
            limit <= MaxLegacyLimit ? limit : throw new Mem0RequestException($"limit must be <= {MaxLegacyLimit}"),
        _ => throw new Mem0RequestException("limit must be a number from 1 on."),
    };

    internal static Condition MetadataOf(IQueryCollection query)
    {
        if (Text(query, "metadata") is not { } text)
            return new Condition.All();
        try
        {
            using var document = JsonDocument.Parse(text);
            return Mem0Body.Part(document.RootElement) is { } metadata ? MetadataFields.Read(metadata) : new Condition.All();
        }
        catch (JsonException)
        {
            throw new Mem0RequestException("metadata must be a JSON object.");
        }
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text ? text : null;

    private static List<string> Texts(IQueryCollection query, string name) =>
        [.. query[name].OfType<string>().SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];
}
