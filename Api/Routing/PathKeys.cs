using ChatMemory.Api.Credentials;
using ChatMemory.Api.Problems;
using ChatMemory.Keys;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace ChatMemory.Api.Routing;

/// <summary>
/// Reads the ids in the path of an endpoint marked with <see cref="HasPathKeys"/>, refuses what is no id, and hides what is
/// not the caller's. The framework leaves <c>%2F</c> encoded and decodes the rest, so an id that holds either could not be
/// told from its encoding: the ids are read from the request's own bytes.
/// </summary>
internal sealed class PathKeys(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<HasPathKeys>() is null)
            return next(context);

        var errors = new Errors();
        Decode(context, endpoint.RoutePattern, errors);
        if (errors.Any)
            return Problem.Invalid(errors.ByField).AnswerAsync(context);
        return SetOwner(context) ? next(context) : Problem.NotFound("user").AnswerAsync(context);
    }

    private static void Decode(HttpContext context, RoutePattern pattern, Errors errors)
    {
        var segments = RawSegments(context);
        // A path base comes before what the pattern describes.
        var skipped = segments.Length - pattern.PathSegments.Count;
        for (var i = 0; i < pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i].Parts is not [RoutePatternParameterPart parameter])
                continue;
            var id = skipped < 0 ? "" : Uri.UnescapeDataString(segments[skipped + i]);
            errors.Require(IsId(parameter.Name, id), parameter.Name, "Not a valid id.");
            context.Request.RouteValues[parameter.Name] = id;
        }
    }

    private static string[] RawSegments(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', '#')[0];
        if (!path.StartsWith('/'))
            path = new Uri(path, UriKind.Absolute).AbsolutePath;
        return path.Trim('/').Split('/');
    }

    private static bool IsId(string name, string text) => name switch
    {
        "exchange" => ExchangeId.TryParse(text, null, out _),
        "memory" => MemoryId.TryParse(text, null, out _),
        _ => PathIds.CanStandInPath(text),
    };

    private static bool SetOwner(HttpContext context)
    {
        if (context.Request.RouteValues["user"] is not string text)
            return true;
        var caller = Caller.Of(context);
        var user = UserId.Parse(text);
        context.Features.Set(new Owner(new(caller.Tenant, user)));
        return caller.Speaks(user);
    }
}

/// <summary>Marks endpoints whose path holds ids.</summary>
internal sealed class HasPathKeys;
