using ChatMemory.Api.Json;
using ChatMemory.Api.Routing;

namespace ChatMemory.Api.Users;

/// <summary>Streams everything that is kept of a user, one JSON object a line.</summary>
internal static class ExportEndpoint
{
    public static IResult Handle(Owner owner, UserExport export) => new ExportResult(owner, export);

    private sealed class ExportResult(Owner owner, UserExport export) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/x-ndjson";
            httpContext.Response.Headers.CacheControl = "no-store";
            await export.WriteAsync(owner.Key, httpContext.Response.BodyWriter, httpContext.RequestAborted);
        }
    }
}
