using System.Globalization;
using ChatMemory.Api.Problems;
using ChatMemory.Values;

namespace ChatMemory.Api.Values;

/// <summary>A value was written.</summary>
/// <param name="Version">Its version, which is also the ETag.</param>
/// <param name="Items">How many items it has, when it is a list.</param>
/// <param name="ExpiresAt">When it expires; absent: never.</param>
internal sealed record ValueWritten(string Version, int? Items = null, DateTimeOffset? ExpiresAt = null);

/// <summary>How values and what became of writes are answered.</summary>
internal static class ValueAnswer
{
    public const string ExpiresHeader = "X-Expires-At";

    public static IResult Of(StoredValue value, HttpContext context)
    {
        context.Response.Headers.ETag = Tag(value.Version);
        context.Response.Headers.CacheControl = "no-cache";
        if (value.ExpiresAt is { } expiry)
            context.Response.Headers[ExpiresHeader] = expiry.ToString("O", CultureInfo.InvariantCulture);
        return ValueCondition.Version(context.Request.Headers.IfNoneMatch.ToString()) == value.Version
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Content(value.Json, "application/json");
    }

    public static IResult Of(WriteOutcome outcome, HttpContext context)
    {
        if (outcome.Version is { } version)
            context.Response.Headers.ETag = Tag(version);
        return outcome.Status switch
        {
            WriteStatus.Done => TypedResults.Ok(new ValueWritten(outcome.Version!, outcome.Items, outcome.ExpiresAt)),
            WriteStatus.Conflict => Problem.Of(
                StatusCodes.Status412PreconditionFailed, "version_conflict", "What is stored is not what the request asks for.", [new("version", outcome.Version)]),
            WriteStatus.NotAList => Problem.Conflict("not_a_list", "Only a list can be added to."),
            WriteStatus.TooLarge => Problem.Of(
                StatusCodes.Status413PayloadTooLarge, "value_too_large", "The value would be larger than ChatMemory:Values:MaxBytes or longer than ChatMemory:Values:MaxItems."),
            _ => Problem.NotFound("value"),
        };
    }

    private static string Tag(string version) => $"\"{version}\"";
}
