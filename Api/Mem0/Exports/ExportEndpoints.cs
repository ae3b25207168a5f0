using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Filters;
using ChatMemory.Api.Mem0.Items;
using ChatMemory.Api.Mem0.Listing;
using ChatMemory.Api.Mem0.Stored;
using ChatMemory.Keys;
using ChatMemory.Values;

namespace ChatMemory.Api.Mem0.Exports;

/// <summary>
/// Exports. Kept is what was asked for, for a week; the memories are read when the export is fetched, so what was deleted meanwhile is not in it.
/// No model fills the schema: the export is the memories themselves.
/// </summary>
internal static class ExportEndpoints
{
    private const int MaxMemories = 10_000;
    private const string NothingNamed = "One of the filters: app_id, user_id, agent_id, run_id, memory_export_id is required!";

    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    public static void MapExports(this IEndpointRouteBuilder wire)
    {
        wire.MapPost("/v1/exports", CreateAsync).Require(Permissions.Read);
        wire.MapPost("/v1/exports/get", GetAsync).Require(Permissions.Read);
    }

    private static async Task<IResult> CreateAsync(HttpContext context, Caller caller, Mem0Values values, IIdSource ids)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.ExportRequest);
        if (Mem0Body.Part(request.Schema) is not { ValueKind: JsonValueKind.Object })
            throw new Mem0RequestException("Schema is required and must be a valid object");
        if (!FilterGrammar.Read(request.Filters).NamesAnEntity() && caller.User is null)
            throw new Mem0RequestException(NothingNamed);

        var id = ids.Next().ToString("D");
        await SetAsync(values, caller, NameOf(caller, id), JsonSerializer.Serialize(new KeptExport(request.Filters), Mem0Json.Wire.KeptExport), context.RequestAborted);
        await SetAsync(values, caller, NameFor(caller, request.Filters), JsonSerializer.Serialize(id, Mem0Json.Wire.String), context.RequestAborted);
        return TypedResults.Json(
            new ExportAnswer("Memory export request received. The export will be ready in a few seconds.", id), Mem0Json.Wire.ExportAnswer,
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> GetAsync(HttpContext context, Caller caller, Mem0Values values, MemoryListing listing)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.ExportRequest);
        var id = request.MemoryExportId ?? await LatestAsync(values, caller, request.Filters, context.RequestAborted);
        if (id is null || !Guid.TryParse(id, out _)
            || await values.ReadAsync(caller.Tenant, NameOf(caller, id), Mem0Json.Wire.KeptExport, context.RequestAborted) is not { } export)
        {
            return Mem0Error.NotFound("No memory export request found");
        }

        var listed = await listing.PageAsync(caller, new(FilterGrammar.Read(export.Filters), Skip: 0, MaxMemories), context.RequestAborted);
        return TypedResults.Json(new ExportedMemories([.. listed.Items.Select(FieldChoice.All.Of)]), Mem0Json.Wire.ExportedMemories);
    }

    private static Task<string?> LatestAsync(Mem0Values values, Caller caller, JsonElement filters, CancellationToken cancellationToken) =>
        Mem0Body.Part(filters) is null
            ? throw new Mem0RequestException(NothingNamed)
            : values.ReadAsync(caller.Tenant, NameFor(caller, filters), Mem0Json.Wire.String, cancellationToken);

    private static async Task SetAsync(Mem0Values values, Caller caller, string name, string json, CancellationToken cancellationToken)
    {
        if ((await values.Of(caller.Tenant, name).SetAsync(new(json, KeptFor), cancellationToken)).Status != WriteStatus.Done)
            throw new Mem0RequestException(new Mem0Error(StatusCodes.Status413PayloadTooLarge, "The filters are more than is kept."));
    }

    // Who is bound to one user finds the exports of that one only.
    private static string NameOf(Caller caller, string id) => $"export-{HashOf($"{caller.User?.Value} {id}")}";

    private static string NameFor(Caller caller, JsonElement filters) => $"export-for-{HashOf($"{caller.User?.Value} {filters.GetRawText()}")}";

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>Asks for an export, or fetches one by its id or its filters.</summary>
internal sealed record ExportRequest
{
    public JsonElement Schema { get; init; }

    public JsonElement Filters { get; init; }

    public string? MemoryExportId { get; init; }
}

/// <summary>What is kept of an export.</summary>
internal sealed record KeptExport(JsonElement Filters);

/// <summary>The answer to <see cref="ExportRequest"/>.</summary>
internal sealed record ExportAnswer(string Message, string Id);

/// <summary>An export.</summary>
internal sealed record ExportedMemories(IReadOnlyList<JsonObject> Memories);
