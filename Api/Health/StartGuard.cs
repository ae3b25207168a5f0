namespace ChatMemory.Api.Health;

/// <summary>Answers 503 to everything but health as long as the server starts: a gateway listens while it still looks for its cluster.</summary>
internal sealed class StartGuard(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context) =>
        lifetime.ApplicationStarted.IsCancellationRequested || context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            ? next(context)
            : throw new ChatMemoryException("The server is starting.", isTransient: true);
}
