using System.Net;
using System.Text.Json.Serialization;
using ChatMemory.Api.Credentials;
using ChatMemory.Api.Mem0.Changing;
using ChatMemory.Api.Mem0.Errors;
using ChatMemory.Api.Mem0.Projects;
using ChatMemory.Keys;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.Mem0.Webhooks;

/// <summary>The webhooks of a project, which is the tenant.</summary>
internal static class WebhookEndpoints
{
    private const int MaxUrl = 2_048;

    public static void MapWebhooks(this IEndpointRouteBuilder wire)
    {
        wire.MapGet("/api/v1/webhooks/projects/{project_id}", ListAsync).Require(Permissions.Admin);
        wire.MapPost("/api/v1/webhooks/projects/{project_id}", AddAsync).Require(Permissions.Admin);
        wire.MapPut("/api/v1/webhooks/{webhook_id}", ChangeAsync).Require(Permissions.Admin);
        wire.MapDelete("/api/v1/webhooks/{webhook_id}", RemoveAsync).Require(Permissions.Admin);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Caller caller, WebhookRegister register)
    {
        ProjectEndpoints.RequireOwn(context, caller);
        var all = await register.ListAsync(caller.Tenant, context.RequestAborted);
        return TypedResults.Json([.. all.Select(webhook => WebhookItem.Of(webhook, caller.Tenant, secret: null))], Mem0Json.Wire.ListWebhookItem);
    }

    private static async Task<IResult> AddAsync(HttpContext context, Caller caller, WebhookRegister register, IOptions<Mem0Options> options)
    {
        ProjectEndpoints.RequireOwn(context, caller);
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.WebhookRequest);
        var added = await register.AddAsync(
            caller.Tenant,
            Name(request.Name) ?? throw new Mem0RequestException("name is required."),
            Url(request.Url, options.Value) ?? throw new Mem0RequestException("url is required."),
            Types(request.EventTypes) ?? throw new Mem0RequestException("event_types is required."),
            context.RequestAborted);
        return TypedResults.Json(WebhookItem.Of(added, caller.Tenant, added.Secret), Mem0Json.Wire.WebhookItem, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, Caller caller, WebhookRegister register, IOptions<Mem0Options> options)
    {
        var request = await Mem0Body.ReadAsync(context, Mem0Json.Wire.WebhookRequest);
        var (name, url, types) = (Name(request.Name), Url(request.Url, options.Value), Types(request.EventTypes));
        return await register.ReplaceAsync(
            caller.Tenant,
            IdOf(context),
            webhook => webhook with { Name = name ?? webhook.Name, Url = url ?? webhook.Url, EventTypes = types ?? webhook.EventTypes },
            context.RequestAborted)
                ? Said("Webhook updated successfully")
                : NotFound();
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Caller caller, WebhookRegister register) =>
        await register.RemoveAsync(caller.Tenant, IdOf(context), context.RequestAborted) ? Said("Webhook deleted successfully") : NotFound();

    private static string? Name(string? name) =>
        name is null or { Length: > 0 and <= KeyText.MaxLength } ? name : throw new Mem0RequestException($"name must have 1 to {KeyText.MaxLength} characters.");

    private static List<string>? Types(IReadOnlyList<string>? types) =>
        types is null || (types.Count > 0 && types.All(type => Webhook.KnownTypes.Contains(type, StringComparer.Ordinal)))
            ? types?.Distinct(StringComparer.Ordinal).ToList()
            : throw new Mem0RequestException($"event_types must be some of {string.Join(", ", Webhook.KnownTypes)}.");

    // A name is looked at again whenever it is connected to.
    private static string? Url(string? text, Mem0Options options)
    {
        if (text is null)
            return null;
        if (text.Length > MaxUrl || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
            throw new Mem0RequestException("url must be an address of http or https without a password.");
        return !options.AllowPrivateWebhooks && (url.IsLoopback || (IPAddress.TryParse(url.DnsSafeHost, out var address) && !PublicAddresses.Includes(address)))
            ? throw new Mem0RequestException("url must be on the public internet.")
            : url.AbsoluteUri;
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["webhook_id"]!;

    private static JsonHttpResult<MessageAnswer> Said(string message) => TypedResults.Json(new MessageAnswer(message), Mem0Json.Wire.MessageAnswer);

    private static Mem0Error NotFound() => Mem0Error.NotFound("Webhook not found.");
}

/// <summary>Makes or changes a webhook.</summary>
internal sealed record WebhookRequest(string? Name = null, string? Url = null, IReadOnlyList<string>? EventTypes = null);

/// <summary>A webhook as Mem0 shows it, and once, when it is made, its secret.</summary>
internal sealed record WebhookItem(
    string WebhookId, string Name, string Url, IReadOnlyList<string> EventTypes, string Owner, string Project, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Secret = null)
{
    public bool IsActive { get; } = true;

    public static WebhookItem Of(Webhook webhook, TenantId tenant, string? secret) => new(
        webhook.Id, webhook.Name, webhook.Url, webhook.EventTypes, tenant.Value, tenant.Value, webhook.CreatedAt, webhook.UpdatedAt, secret);
}
