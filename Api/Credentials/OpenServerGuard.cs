using System.Net;
using ChatMemory.Api.Problems;

namespace ChatMemory.Api.Credentials;

/// <summary>
/// Protects a server without keys. Only this machine reaches it, but a web page in its user's browser could try to: by a
/// name that resolves to loopback (the Host header gives it away) or by a request from another origin.
/// </summary>
internal sealed class OpenServerGuard(RequestDelegate next, KeyRing keys)
{
    private const string Remedy = "This server has no API keys configured and serves this machine only. Configure ChatMemory:Keys to open it.";

    public Task InvokeAsync(HttpContext context) =>
        !keys.IsOpen || IsLocal(context) ? next(context) : Problem.Forbidden(Remedy).AnswerAsync(context);

    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } remote || IPAddress.IsLoopback(remote))
        && ListenAddresses.IsLoopbackHost(context.Request.Host.Host)
        && IsOwnOrigin(context.Request);

    private static bool IsOwnOrigin(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
