using ChatMemory.Api.Credentials;

namespace ChatMemory.Api.Mem0;

/// <summary>Tells a client whose its key is. Organisation and project are both the tenant.</summary>
internal static class PingEndpoint
{
    public static void MapPing(this IEndpointRouteBuilder wire) => wire.MapGet(
        "/v1/ping", (Caller caller) => TypedResults.Json(new PingAnswer(caller.Tenant.Value, caller.Tenant.Value), Mem0Json.Wire.PingAnswer));
}

/// <summary>The answer.</summary>
internal sealed record PingAnswer(string OrgId, string ProjectId)
{
    public string Status { get; } = "ok";

    public string UserEmail { get; } = "";
}
