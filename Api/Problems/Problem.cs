using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Problems;

/// <summary>The problems (RFC 9457) of the native API. Each has a stable <c>code</c> besides its sentence.</summary>
internal static class Problem
{
    public static ProblemHttpResult NotFound(string what) => Of(StatusCodes.Status404NotFound, "not_found", $"There is no such {what}.");

    public static ProblemHttpResult Forbidden(string detail) => Of(StatusCodes.Status403Forbidden, "forbidden", detail);

    public static ProblemHttpResult Conflict(string code, string detail, IEnumerable<KeyValuePair<string, object?>>? more = null) =>
        Of(StatusCodes.Status409Conflict, code, detail, more);

    public static ProblemHttpResult Invalid(IReadOnlyDictionary<string, string[]> errors) =>
        Of(StatusCodes.Status400BadRequest, "invalid_request", "The request is not valid.", [new("errors", errors)]);

    public static ProblemHttpResult Invalid(string field, string sentence) =>
        Invalid(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] });

    public static ProblemHttpResult Of(int status, string code, string detail, IEnumerable<KeyValuePair<string, object?>>? more = null) =>
        TypedResults.Problem(detail, statusCode: status, extensions: [new("code", code), .. more ?? []]);
}
