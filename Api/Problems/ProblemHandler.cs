using System.Globalization;
using System.Text.Json;
using ChatMemory.Api.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChatMemory.Api.Problems;

/// <summary>Turns what was thrown into a problem, and never tells a caller what was unexpected.</summary>
internal sealed partial class ProblemHandler(ILogger<ProblemHandler> log) : IExceptionHandler
{
    private static readonly TimeSpan TransientRetryAfter = TimeSpan.FromSeconds(1);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (httpContext.RequestAborted.IsCancellationRequested)
            return true;
        if (RetryAfter(exception) is { } wait)
            httpContext.Response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

        await From(exception).AnswerAsync(httpContext);
        return true;
    }

    private static TimeSpan? RetryAfter(Exception exception) => exception switch
    {
        OverloadedException overloaded => overloaded.RetryAfter,
        ChatMemoryException { IsTransient: true } => TransientRetryAfter,
        _ => null,
    };

    private ProblemHttpResult From(Exception exception)
    {
        switch (exception)
        {
            case BadHttpRequestException { InnerException: JsonException wrong }:
                return Problem.Invalid(JsonProblem.Errors(wrong));
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return Problem.Of(StatusCodes.Status413PayloadTooLarge, "body_too_large", "The body is larger than ChatMemory:Api:MaxBodyBytes.");
            case BadHttpRequestException { StatusCode: StatusCodes.Status415UnsupportedMediaType }:
                return Problem.Of(StatusCodes.Status415UnsupportedMediaType, "unsupported_media_type", "The body must be application/json.");
            case BadHttpRequestException bad:
                return Problem.Of(bad.StatusCode, "invalid_request", bad.Message);
            case InvalidCommandException invalid:
                return Problem.Invalid(invalid.Errors.GroupBy(error => error.Field, StringComparer.Ordinal)
                    .ToDictionary(field => field.Key, field => field.Select(error => error.Message).ToArray(), StringComparer.Ordinal));
            case ArgumentException refused:
                return Problem.Of(StatusCodes.Status400BadRequest, "invalid_request", Sentence(refused));
            case OverloadedException overloaded:
                LimitMetrics.Hit(overloaded.Limit);
                return Overloaded(overloaded);
            case ChatMemoryException { IsTransient: true } transient:
                LogTransient(transient);
                return Problem.Of(StatusCodes.Status503ServiceUnavailable, "unavailable", "A part of the server is not available now. Nothing is lost by trying again.");
            default:
                LogUnexpected(exception);
                return Problem.Of(StatusCodes.Status500InternalServerError, "internal_error", "The server failed. The failure is in its log.");
        }
    }

    // The engine's own checks of a command; the parameter's name means nothing to a caller.
    private static string Sentence(ArgumentException refused) => refused.Message.Split(" (Parameter '")[0];

    private static ProblemHttpResult Overloaded(OverloadedException overloaded) => Problem.Of(
        CallerLimits.Includes(overloaded.Limit) ? StatusCodes.Status429TooManyRequests : StatusCodes.Status503ServiceUnavailable,
        "overloaded",
        overloaded.Message,
        [new("limit", overloaded.Limit)]);

    [LoggerMessage(1, LogLevel.Warning, "A request was answered 503")]
    private partial void LogTransient(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "A request failed unexpectedly")]
    private partial void LogUnexpected(Exception exception);
}
