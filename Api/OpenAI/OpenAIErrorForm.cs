using System.Globalization;
using ChatMemory.Api.Problems;
using ChatMemory.Api.Quotas;
using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.OpenAI;

/// <summary>Words what the whole server refuses, such as a missing credential, as OpenAI does.</summary>
internal sealed class OpenAIErrorForm : IErrorForm
{
    private static readonly string[] Paths = ["/v1/chat", "/v1/models", "/v1/responses", "/v1/conversations", "/v1/realtime"];

    public bool Speaks(PathString path) => Paths.Any(wire => path.StartsWithSegments(wire, StringComparison.Ordinal));

    public IResult Of(ProblemDetails problem)
    {
        var (field, sentence) = FirstField(problem);
        return new OpenAIError(
            problem.Status ?? StatusCodes.Status500InternalServerError,
            sentence is null ? problem.Detail ?? problem.Title ?? "The request failed." : $"{field}: {sentence}",
            field,
            problem.Status == StatusCodes.Status401Unauthorized ? "invalid_api_key" : problem.Extensions["code"] as string);
    }

    public void Tell(QuotaLevel level, IHeaderDictionary headers)
    {
        headers["x-ratelimit-limit-requests"] = level.Limit.ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-remaining-requests"] = level.Remaining.ToString(CultureInfo.InvariantCulture);
        headers["x-ratelimit-reset-requests"] = string.Create(CultureInfo.InvariantCulture, $"{QuotaHeaders.Seconds(level.Reset)}s");
    }

    private static (string? Field, string? Sentence) FirstField(ProblemDetails problem) =>
        problem.Extensions.TryGetValue("errors", out var errors) && errors is IReadOnlyDictionary<string, string[]> { Count: > 0 } byField
            ? (byField.First().Key, byField.First().Value.FirstOrDefault())
            : (null, null);
}
