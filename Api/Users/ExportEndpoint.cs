using System.Buffers;
using System.Text.Json;
using ChatMemory.Api.Routing;
using ChatMemory.Serialization;
using ChatMemory.Users;

namespace ChatMemory.Api.Users;

/// <summary>Streams everything that is kept of a user, one JSON object a line.</summary>
internal static class ExportEndpoint
{
    public static IResult Handle(Owner owner, UserExport export) => new ExportResult(owner, export);

    private const int FlushAfterBytes = 64 * 1024;

    private sealed class ExportResult(Owner owner, UserExport export) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/x-ndjson";
            httpContext.Response.Headers.CacheControl = "no-store";
            var output = httpContext.Response.BodyWriter;
            using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = EngineJson.Options.Encoder });
            await foreach (var record in export.ReadAsync(owner.Key, httpContext.RequestAborted))
            {
                JsonSerializer.Serialize(json, record, EngineJson.Options);
                json.Flush();
                output.Write("\n"u8);
                json.Reset();
                if (output.UnflushedBytes > FlushAfterBytes)
                    await output.FlushAsync(httpContext.RequestAborted);
            }
        }
    }
}
