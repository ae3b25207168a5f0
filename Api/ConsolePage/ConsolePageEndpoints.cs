using ChatMemory.Api.Credentials;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ChatMemory.Api.ConsolePage;

/// <summary>Serves the page. It is files alone: what it shows comes from the native API with the visitor's own credential.</summary>
internal static class ConsolePageEndpoints
{
    // Nothing inline, nothing from elsewhere, and no way from a text to markup: the page only ever sets text.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
        + "frame-ancestors 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void MapConsolePage(this IEndpointRouteBuilder endpoints)
    {
        if (!IsServed(endpoints.ServiceProvider))
            return;
        foreach (var file in PageFile.All)
            endpoints.MapMethods(file.Path, Methods, (HttpContext context) => Serve(file, context)).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Whether this server has the page.</summary>
    public static bool IsServed(IServiceProvider services) =>
        services.GetRequiredService<IOptions<ConsolePageOptions>>().Value.Enabled
        ?? ListenAddresses.Of(services.GetRequiredService<IConfiguration>()).All(ListenAddresses.IsLoopback);

    private static FileContentHttpResult Serve(PageFile file, HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return TypedResults.Bytes(file.Content, file.ContentType, entityTag: file.Tag);
    }
}
