using System.Text.Json.Nodes;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Stored;

namespace ChatMemory.Api.Mem0.Projects;

/// <summary>The settings of a project, which is the tenant. They are kept for their client and have no effect here.</summary>
internal static class ProjectEndpoints
{
    private const string Name = "project";
    private const string Path = "/api/v1/orgs/organizations/{org_id}/projects/{project_id}";

    public static void MapProjects(this IEndpointRouteBuilder wire)
    {
        wire.MapGet(Path, GetAsync).Require(Permissions.Read);
        wire.MapPatch(Path, ChangeAsync).Require(Permissions.Admin);
    }

    /// <summary>Refuses a project other than the tenant.</summary>
    /// <exception cref="Mem0RequestException">It is another.</exception>
    public static void RequireOwn(HttpContext context, Caller caller)
    {
        foreach (var part in new[] { "org_id", "project_id" })
        {
            if (context.Request.RouteValues.TryGetValue(part, out var value) && value as string != caller.Tenant.Value)
                throw new Mem0RequestException(Mem0Error.NotFound("Project not found."));
        }
    }

    private static async Task<IResult> GetAsync(HttpContext context, Caller caller, Mem0Values values)
    {
        RequireOwn(context, caller);
        var project = await values.ReadAsync(caller.Tenant, Name, Mem0Json.Wire.JsonObject, context.RequestAborted) ?? [];
        project["name"] = caller.Tenant.Value;
        var fields = context.Request.Query["fields"].OfType<string>().ToList();
        if (fields.Count == 0)
            return TypedResults.Json(project, Mem0Json.Wire.JsonObject);
        var chosen = new JsonObject();
        foreach (var field in fields.Distinct(StringComparer.Ordinal))
            chosen[field] = project[field]?.DeepClone();
        return TypedResults.Json(chosen, Mem0Json.Wire.JsonObject);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Caller caller, Mem0Values values)
    {
        RequireOwn(context, caller);
        if (Mem0Body.Part(await Mem0Body.ReadElementAsync(context)) is not { ValueKind: System.Text.Json.JsonValueKind.Object } settings)
            throw new Mem0RequestException("The body must be an object.");
        await values.ChangeAsync(
            caller.Tenant,
            Name,
            Mem0Json.Wire.JsonObject,
            before =>
            {
                var after = before ?? [];
                foreach (var setting in settings.EnumerateObject())
                    after[setting.Name] = JsonNode.Parse(setting.Value.GetRawText());
                return after;
            },
            context.RequestAborted);
        return TypedResults.Json(new MessageAnswer("Project updated successfully"), Mem0Json.Wire.MessageAnswer);
    }
}
