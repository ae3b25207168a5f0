using System.Text.Json;
using System.Text.Json.Nodes;
using ChatMemory.Api.Credentials;
using ChatMemory.Keys;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace ChatMemory.Api.Mcp;

/// <summary>Reads what the transport says of a request: what the client accepts, which revision it speaks, the one message, and for whom.</summary>
internal static class McpRequest
{
    public const string UserHeader = "X-User";
    public const string VersionHeader = "MCP-Protocol-Version";

    private static readonly string[] Versions = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", SelfDescription.Revision];

    /// <summary>Why the request cannot be served; null when it can.</summary>
    public static McpError? Refusal(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        if (!Accepts(accepted, "application/json") || !Accepts(accepted, "text/event-stream"))
            return new(StatusCodes.Status406NotAcceptable, (int)McpErrorCode.InvalidRequest, "The client must accept both application/json and text/event-stream.");
        if (request.Headers[VersionHeader].ToString() is { Length: > 0 } version && !Versions.Contains(version, StringComparer.Ordinal))
        {
            var known = new JsonObject { ["supported"] = new JsonArray([.. Versions.Select(known => (JsonNode)known)]), ["requested"] = version };
            return new(StatusCodes.Status400BadRequest, (int)McpErrorCode.UnsupportedProtocolVersion, "The protocol version is not supported.", known);
        }

        return null;
    }

    /// <summary>The message; null when the body is none.</summary>
    public static async Task<JsonRpcMessage?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonRpcMessage>(request.Body, McpJsonUtilities.DefaultOptions, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The user: whom the credential is bound to, or whom a caller that may speak for any user of its tenant names.</summary>
    public static UserKey? User(HttpRequest request, Caller caller)
    {
        if (caller.User is { } bound)
            return new(caller.Tenant, bound);
        return UserId.TryParse(Uri.UnescapeDataString(request.Headers[UserHeader].ToString()), provider: null, out var named) ? new(caller.Tenant, named) : null;
    }

    private static bool Accepts(IList<Microsoft.Net.Http.Headers.MediaTypeHeaderValue> accepted, string type) =>
        accepted.Any(range => new Microsoft.Net.Http.Headers.MediaTypeHeaderValue(type).IsSubsetOf(range));
}
