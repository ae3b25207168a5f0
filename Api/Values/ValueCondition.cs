using ChatMemory.Api.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ChatMemory.Api.Values;

/// <summary>Under which condition a write is meant, as its headers say.</summary>
/// <param name="IfVersion"><c>If-Match</c>: only this version.</param>
/// <param name="IfAbsent"><c>If-None-Match: *</c>: only if there is none.</param>
internal sealed record ValueCondition(string? IfVersion, bool IfAbsent)
{
    public static ProblemHttpResult Unreadable => Problem.Of(
        StatusCodes.Status400BadRequest, "invalid_request", "If-Match takes one ETag; If-None-Match takes *, and only when a value is set.");

    /// <summary>Null when the headers say something else.</summary>
    public static ValueCondition? Of(HttpRequest request)
    {
        var (match, none) = (request.Headers.IfMatch.ToString(), request.Headers.IfNoneMatch.ToString());
        if (none is not ("" or "*"))
            return null;
        if (match.Length == 0)
            return new(IfVersion: null, none.Length > 0);
        return Version(match) is { } version ? new(version, none.Length > 0) : null;
    }

    /// <summary>The version in one ETag, also one that a proxy made weak; null when it is none.</summary>
    public static string? Version(string tag) =>
        EntityTagHeaderValue.TryParse(tag, out var parsed) && !parsed.Equals(EntityTagHeaderValue.Any) ? parsed.Tag.ToString().Trim('"') : null;
}
