using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ChatMemory.Api.Deployment;

/// <summary>Something in a node's place that counts what reaches it and then misbehaves.</summary>
internal sealed class CountingNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private CountingNode(WebApplication app) => _app = app;

    public int Requests => _requests;

    public string Address => new Uri(_app.Urls.Single()).Authority;

    public static async Task<CountingNode> StartAsync(Action<HttpContext> misbehave)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        var node = new CountingNode(builder.Build());
        node._app.Run(async context =>
        {
            Interlocked.Increment(ref node._requests);
            await context.Request.Body.CopyToAsync(Stream.Null);
            misbehave(context);
        });
        await node._app.StartAsync();
        return node;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
