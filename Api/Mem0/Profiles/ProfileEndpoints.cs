using System.Text.Json;
using System.Text.Json.Serialization;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Errors;

namespace ChatMemory.Api.Mem0.Profiles;

/// <summary>Profiles, which there are none of: answered as Mem0 answers where they are not enabled.</summary>
internal static class ProfileEndpoints
{
    private const string NotEnabled = "Profiles are not enabled for this project.";

    public static void MapProfiles(this IEndpointRouteBuilder wire)
    {
        wire.MapGet("/v2/entities/user/{entity_id}/profile", (HttpContext context) => TypedResults.Json(
            new ProfileAnswer((string)context.Request.RouteValues["entity_id"]!), Mem0Json.Wire.ProfileAnswer)).Require(Permissions.Read);
        wire.MapPost("/v2/profiles/jobs", () => Mem0Error.Invalid(NotEnabled)).Require(Permissions.Write);
        wire.MapGet("/v2/profiles/jobs/{job_id}", () => Mem0Error.NotFound("Profile job not found.")).Require(Permissions.Read);
        wire.MapGet("/v2/profiles/settings", () => TypedResults.Json(new ProfileSettings(), Mem0Json.Wire.ProfileSettings)).Require(Permissions.Read);
        // Without the cast the framework takes it for a handler that writes its answer itself.
        wire.MapPost("/v2/profiles/settings", (Delegate)ChangeAsync).Require(Permissions.Admin);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context)
    {
        var settings = await Mem0Body.ReadAsync(context, Mem0Json.Wire.ProfileSettings);
        return settings.Enabled ? Mem0Error.Invalid(NotEnabled) : TypedResults.Json(new ProfileSettings(), Mem0Json.Wire.ProfileSettings);
    }
}

/// <summary>A profile that there is not.</summary>
internal sealed record ProfileAnswer(string EntityId)
{
    public string EntityType { get; } = "user";

    public string Status { get; } = "not_enabled";

    public IReadOnlyDictionary<string, JsonElement> Profile { get; } = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    public int GenerationCount { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public DateTimeOffset? UpdatedAt { get; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Error { get; }
}

/// <summary>The settings of profiles.</summary>
internal sealed record ProfileSettings
{
    public bool Enabled { get; init; }

    public JsonElement? Entities { get; init; }
}
