using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Quotas;
using Microsoft.AspNetCore.Http.Features;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace ChatMemory.Api.Mcp;

/// <summary>
/// The Model Context Protocol over Streamable HTTP, stateless: every POST is answered by a server of its own, and there is no stream beside it.
/// See https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http.
/// </summary>
internal static class McpWire
{
    public const string Path = "/mcp";

    public static IServiceCollection AddMcpWire(this IServiceCollection services) =>
        services.AddSingleton<IErrorForm, McpErrorForm>().AddSingleton<McpServers>();

    public static void MapMcp(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost(Path, HandleAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> HandleAsync(HttpContext context, Caller caller, McpServers servers, ILoggerFactory loggers)
    {
        if (McpRequest.Refusal(context.Request) is { } refusal)
            return refusal;
        if (McpRequest.User(context.Request, caller) is not { } user)
            return Invalid($"The credential is bound to no user. Use a user token, or name the user in the header {McpRequest.UserHeader}.");
        if (await McpRequest.ReadAsync(context.Request) is not { } message)
            return Invalid("The body is not one JSON-RPC message.");
        if (SelfDescription.Refusal(context.Request, message) is { } unfit)
            return unfit;

        CountedRequest.Of(context).For(user);
        McpServers.Address(message, user);
        await AnswerAsync(context, message, caller, servers, loggers);
        return Results.Empty;
    }

    private static async Task AnswerAsync(HttpContext context, JsonRpcMessage message, Caller caller, McpServers servers, ILoggerFactory loggers)
    {
        await using var transport = new StreamableHttpServerTransport(loggers) { Stateless = true };
        await using var server = servers.Create(transport, caller.Permissions, context.RequestServices);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        var running = server.RunAsync(ended.Token);
        try
        {
            Begin(context);
            if (!await transport.HandlePostRequestAsync(message, context.Response.Body, context.RequestAborted))
            {
                context.Response.ContentType = null;
                context.Response.StatusCode = StatusCodes.Status202Accepted;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-cache, no-store";
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>().DisableBuffering();
    }

    private static McpError Invalid(string message) => new(StatusCodes.Status400BadRequest, (int)McpErrorCode.InvalidRequest, message);
}
