using System.Globalization;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Quotas;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Mem0.Errors;

/// <summary>Words what the whole server refuses, such as a missing credential, as Mem0 does.</summary>
internal sealed class Mem0ErrorForm : IErrorForm
{
    private static readonly string[] Roots =
    [
        "/v1/memories", "/v1/batch", "/v1/entities", "/v1/event", "/v1/events", "/v1/feedback", "/v1/exports", "/v1/ping", "/v1/stats", "/v1/summary",
        "/v1/users", "/v1/agents", "/v1/apps", "/v1/runs", "/v2", "/v3", "/api/v1", "/memories", "/search", "/entities", "/reset",
        "/auth", "/api-keys", "/configure", "/requests", "/generate-instructions",
    ];

    public bool Speaks(PathString path) => Array.Exists(Roots, root => path.StartsWithSegments(root, StringComparison.Ordinal));

    public IResult Of(ProblemDetails problem) => new Mem0Error(problem.Status ?? StatusCodes.Status500InternalServerError, Sentence(problem));

    // What the Python client reads of a refusal, besides Retry-After.
    public void Tell(QuotaLevel level, IHeaderDictionary headers)
    {
        headers["X-RateLimit-Limit"] = level.Limit.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Remaining"] = level.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["X-RateLimit-Reset"] = QuotaHeaders.Seconds(level.Reset).ToString(CultureInfo.InvariantCulture);
    }

    private static string Sentence(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors) && errors is IReadOnlyDictionary<string, string[]> { Count: > 0 } byField
            ? string.Join(' ', byField.Select(field => $"{field.Key}: {string.Join(' ', field.Value)}"))
            : problem.Detail ?? problem.Title ?? "The request failed.";
}
