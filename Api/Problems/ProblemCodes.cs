using Microsoft.AspNetCore.Mvc;

namespace ChatMemory.Api.Problems;

/// <summary>Gives the framework's own problems what ours have: a stable <c>code</c> and a sentence.</summary>
internal static class ProblemCodes
{
    public static void Complete(ProblemDetails problem)
    {
        if (problem.Extensions.ContainsKey("code"))
            return;
        var (code, sentence) = problem.Status switch
        {
            StatusCodes.Status404NotFound => ("not_found", "There is nothing at this address."),
            StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address does not take this method."),
            StatusCodes.Status413PayloadTooLarge => ("body_too_large", "The body is larger than ChatMemory:Api:MaxBodyBytes."),
            StatusCodes.Status415UnsupportedMediaType => ("unsupported_media_type", "The body must be application/json."),
            _ => ("invalid_request", null),
        };
        problem.Extensions["code"] = code;
        problem.Detail ??= sentence;
    }
}
